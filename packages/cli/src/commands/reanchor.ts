import { join } from "node:path";
import { readProject, reanchorSource } from "@sourcebook/ingest";
import { SourcebookError } from "@sourcebook/schema";
import { type Command, defineCommand, exitCodes } from "../command.ts";
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
    const found = reanchorSource(files, source);
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
      const before = files.get(found.path) ?? new Uint8Array();
      await replaceFile(join(folder, found.path), before, found.text);
    }
    if (values.json === true) {
      const state = found.kind === "unchanged" ? "unchanged" : isWritten ? "pinned" : "changed";
      io.stdout.write(`${JSON.stringify({ source, state, issues }, undefined, 2)}\n`);
    } else if (issues.length > 0) {
      reportIssues({ folder, issues, files }, "text", io);
    } else if (found.kind === "unchanged") {
      io.stdout.write("The document is the one that was pinned\n");
    } else {
      const done = isWritten ? "It is pinned anew" : "Pin it anew with --write";
      io.stdout.write(`The document changed and still has every quote. ${done}\n`);
    }
    return found.kind === "unchanged" || isWritten ? exitCodes.fine : exitCodes.issues;
  },
});
