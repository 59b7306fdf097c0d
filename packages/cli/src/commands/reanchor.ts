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
import type { Io } from "../io.ts";
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
  },
  async run({ values, positionals: [source, folder = "."] }, io) {
    if (source === undefined) {
      throw usageError(reanchor, "No source is named", "Give the id of one, as in sources/");
    }
    const { files } = await readProject(folder);
    const found = await lookUp(files, source, folder, values.json === true, io);
    if (found === undefined) return exitCodes.issues;
    if (found.kind === "unknown") throw unknownSource(source, folder, found.sources);
    if (found.kind === "unpinned") {
      throw new SourcebookError("USAGE", {
        what: "The source pins no document that is there",
        where: { path: join(folder, found.path) },
        fix: "See sourcebook check",
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
    if (values.json === true) {
      const state = found.kind === "unchanged" ? "unchanged" : isWritten ? "pinned" : "changed";
      io.stdout.write(`${JSON.stringify({ source, state, issues }, undefined, 2)}\n`);
    } else if (issues.length > 0) {
      reportIssues(
        { folder, issues, files: found.kind === "changed" ? found.files : files },
        "text",
        io,
      );
    } else if (found.kind === "unchanged") {
      io.stdout.write("The document is the one that was pinned\n");
    } else {
      const done = isWritten ? "It is pinned anew" : "Pin it anew with --write";
      io.stdout.write(`The document changed and still has every quote. ${done}\n`);
    }
    return found.kind === "unchanged" || isWritten ? exitCodes.fine : exitCodes.issues;
  },
});

/** Looks the quotes up, in a plain text made anew where that is needed; nothing when it cannot be made. */
async function lookUp(
  files: ProjectFiles,
  source: string,
  folder: string,
  json: boolean,
  io: Io,
): Promise<Exclude<Reanchored, { kind: "unrendered" }> | undefined> {
  const found = reanchorSource(files, source);
  if (found.kind !== "unrendered") return found;
  const rendered = await renderDocument(found.file, found.bytes);
  if (!rendered.ok) {
    reportIssues({ folder, issues: rendered.issues, files }, json ? "json" : "text", io);
    return undefined;
  }
  const anew = reanchorSource(files, source, rendered);
  return anew.kind === "unrendered" ? undefined : anew;
}
