import { formatSuggestions, readProject, suggestRecords } from "@sourcebook/ingest";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { usageError } from "../read-args.ts";
import { reportIssues } from "../report-issues.ts";
import { unknownSource } from "../unknown-source.ts";

export const suggest: Command = defineCommand({
  name: "suggest",
  summary: "List names, dates and figures of a document as YAML to paste; writes no file",
  usage: "<source> [folder]",
  maxPositionals: 2,
  options: {},
  async run({ values: { json = false }, positionals: [source, folder = "."] }, io) {
    if (source === undefined) {
      throw usageError(suggest, "No source is named", "Give the id of one, as in sources/");
    }
    const { files } = await readProject(folder);
    const found = suggestRecords(files, source);
    if (found.kind === "unknown") throw unknownSource(source, folder, found.sources);
    if (found.kind === "issues") {
      reportIssues({ folder, issues: found.issues, files }, json ? "json" : "text", io);
      return exitCodes.issues;
    }
    const { suggestions } = found;
    io.stdout.write(
      json ? `${JSON.stringify(suggestions, undefined, 2)}\n` : formatSuggestions(suggestions),
    );
    return exitCodes.fine;
  },
});
