import { join } from "node:path";
import { formatProject, readProject } from "@sourcebook/ingest";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { replaceFile } from "../replace-file.ts";
import { reportIssues } from "../report-issues.ts";

export const fmt: Command = defineCommand({
  name: "fmt",
  summary: "Lay out the record files in the one canonical way; no value changes",
  usage: "[folder]",
  maxPositionals: 1,
  options: {
    check: {
      type: "boolean",
      about: "Only list the files that differ, and exit 1 if there are any",
    },
  },
  async run({ values, positionals: [folder = "."] }, io) {
    const { files, issues: readIssues } = await readProject(folder);
    const { changed, issues: ownIssues } = formatProject(files);
    const issues = [...readIssues, ...ownIssues];
    if (values.check !== true) {
      for (const [path, text] of changed) {
        await replaceFile(join(folder, path), files.get(path) ?? new Uint8Array(), text);
      }
    }
    const paths = [...changed.keys()];
    if (values.json === true) {
      io.stdout.write(`${JSON.stringify({ changed: paths, issues }, undefined, 2)}\n`);
    } else {
      for (const path of paths) io.stdout.write(`${path}\n`);
      if (issues.length > 0) reportIssues({ folder, issues, files }, "text", io);
    }
    const hasErrors = issues.some(({ severity }) => severity === "error");
    const differs = values.check === true && changed.size > 0;
    return hasErrors || differs ? exitCodes.issues : exitCodes.fine;
  },
});
