import { type CheckedFolder, checkCoverage } from "@sourcebook/ingest";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { formatCoverage } from "../coverage/format-coverage.ts";
import { formatReadingPage } from "../coverage/format-reading-page.ts";
import { usageError } from "../read-args.ts";
import { type IssueFormat, issueFormats, reportIssues } from "../report-issues.ts";
import { watchProject } from "../watch/watch-project.ts";
import { checkWithRejects } from "../with-rejects.ts";

export const check: Command = defineCommand({
  name: "check",
  summary: "Find everything that is wrong with a dataset",
  usage: "[folder]",
  maxPositionals: 1,
  options: {
    format: { type: "string", value: "name", about: `One of ${issueFormats.join(", ")}` },
    coverage: { type: "boolean", about: "Show which sentences of the documents carry no claim" },
    rejects: {
      type: "string",
      value: "file",
      about: "Set rows of tables that have errors aside in this file, and go on without them",
    },
    html: { type: "boolean", about: "With --coverage: as a page, each document with its marks" },
    watch: { type: "boolean", about: "Check again whenever a file changes, until Ctrl-C" },
  },
  async run({ values, positionals: [folder = "."] }, io) {
    const format = readFormat(values.format, values.json);
    if (values.html && !values.coverage) throw usageError(check, "--html goes with --coverage");
    const report = async ({ issues, files, dataset }: CheckedFolder) => {
      if (values.coverage && dataset !== undefined) {
        const coverage = await checkCoverage(dataset, files);
        const text = values.html ? formatReadingPage(coverage) : formatCoverage(coverage);
        io.stdout.write(values.json ? `${JSON.stringify({ coverage }, undefined, 2)}\n` : text);
      } else if (issues.length === 0 && format === "text") io.stdout.write("No issues\n");
      else reportIssues({ folder, issues, files }, format, io);
    };
    if (values.watch) {
      const isShown = format === "text" || (format === "json" && !values.coverage);
      if (!isShown || values.html || values.rejects !== undefined) {
        throw usageError(check, "--watch goes with --json or --coverage, and nothing else");
      }
      await watchProject(folder, format === "json", report, io);
      return exitCodes.stopped;
    }
    const checked = await checkWithRejects(folder, values, io);
    await report(checked);
    const hasErrors = checked.issues.some(({ severity }) => severity === "error");
    return hasErrors ? exitCodes.issues : exitCodes.fine;
  },
});

function readFormat(format: string | undefined, json: boolean | undefined): IssueFormat {
  if (format === undefined) return json === true ? "json" : "text";
  const known = issueFormats.find((name) => name === format);
  if (known === undefined) {
    throw usageError(check, `There is no format "${format}"`, `Use ${issueFormats.join(", ")}`);
  }
  return known;
}
