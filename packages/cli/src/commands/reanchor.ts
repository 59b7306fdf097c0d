// EDGE: reads the text as it was.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type ProjectFiles,
  type Reanchored,
  readProject,
  reanchorSource,
  renderDocument,
} from "@sourcebook/ingest";
import { SourcebookError } from "@sourcebook/schema";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { formatQuotes } from "../format-quotes.ts";
import type { Io } from "../io.ts";
import { paintFor } from "../issues/paint.ts";
import { usageError } from "../read-args.ts";
import { replaceFile } from "../replace-file.ts";
import { reportIssues } from "../report-issues.ts";
import { unknownSource } from "../unknown-source.ts";

export const reanchor: Command = defineCommand({
  name: "reanchor",
  summary: "Look the quotes of a source up in its document after that changed",
  usage: "<source> [folder]",
  maxPositionals: 2,
  options: {
    write: { type: "boolean", about: "Pin the document anew, if it still has every quote" },
    before: {
      type: "string",
      value: "file",
      about: "The text as it was pinned, to tell quotes that moved",
    },
  },
  async run({ values, positionals: [source, folder = "."] }, io) {
    if (source === undefined) {
      throw usageError(reanchor, "No source is named", "Give the id of one, as in sources/");
    }
    const { files } = await readProject(folder);
    const before = values.before === undefined ? undefined : await readBefore(values.before);
    const found = await lookUp(files, source, folder, { before, json: values.json === true }, io);
    if (found === undefined) return exitCodes.issues;
    if (found.kind === "unknown") throw unknownSource(source, folder, found.sources);
    if (found.kind === "unpinned") {
      throw new SourcebookError("USAGE", {
        what: "The source pins no document that is there",
        where: { path: join(folder, found.path) },
        fix: "See sourcebook check",
      });
    }
    if (found.kind === "other-before") {
      throw new SourcebookError("USAGE", {
        what: "The file is not the text that is pinned",
        where: { path: values.before ?? "" },
        fix: `Its SHA-256 must be the one in ${found.path}: take it from the history of the project.`,
      });
    }
    const issues = found.kind === "changed" ? found.issues : [];
    const isWritten = found.kind === "changed" && issues.length === 0 && values.write === true;
    if (isWritten) {
      const { rendition, path, text } = found;
      for (const each of [...(rendition ? [rendition] : []), { path, text }]) {
        await replaceFile(join(folder, each.path), files.get(each.path), each.text);
      }
    }
    const quotes = found.kind === "changed" ? found.quotes : [];
    if (values.json === true) {
      const state = found.kind === "unchanged" ? "unchanged" : isWritten ? "pinned" : "changed";
      io.stdout.write(`${JSON.stringify({ source, state, quotes, issues }, undefined, 2)}\n`);
    } else if (found.kind === "unchanged") {
      io.stdout.write("The document is the one that was pinned\n");
    } else {
      io.stdout.write(`${formatQuotes(quotes, paintFor(io.stdout, io.env ?? {}))}`);
      // What is not found the diff shows; what else stands in the way needs words.
      const shown = quotes.filter(({ state }) => state === "changed" || state === "lost");
      const others = issues.filter(
        ({ code, line, column }) =>
          code !== "quote-not-found" ||
          !shown.some(({ at }) => at.line === line && at.column === column),
      );
      if (others.length > 0) {
        io.stdout.write("\n");
        reportIssues({ folder, issues: others, files: found.files }, "text", io);
      }
      const next = isWritten
        ? "It is pinned anew"
        : issues.length > 0
          ? "Mend those records by hand, then run this again"
          : "Pin it anew with --write";
      io.stdout.write(`The document changed. ${next}\n`);
    }
    return found.kind === "unchanged" || isWritten ? exitCodes.fine : exitCodes.issues;
  },
});

/** Looks the quotes up, in a plain text made anew where that is needed; nothing when it cannot be made. */
async function lookUp(
  files: ProjectFiles,
  source: string,
  folder: string,
  { before, json }: { before: Uint8Array | undefined; json: boolean },
  io: Io,
): Promise<Exclude<Reanchored, { kind: "unrendered" }> | undefined> {
  const found = reanchorSource(files, source, { before });
  if (found.kind !== "unrendered") return found;
  const rendered = await renderDocument(found.file, found.bytes);
  if (!rendered.ok) {
    reportIssues({ folder, issues: rendered.issues, files }, json ? "json" : "text", io);
    return undefined;
  }
  const anew = reanchorSource(files, source, { rendition: rendered, before });
  return anew.kind === "unrendered" ? undefined : anew;
}

async function readBefore(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const fix = "Name the text of the document as it was pinned.";
    throw new SourcebookError("USAGE", {
      what: "The file cannot be read",
      where: { path },
      fix,
      cause,
    });
  }
}
