import { checkCoverage } from "@sourcebook/ingest";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { formatCoverage } from "../coverage/format-coverage.ts";
import { formatReadingPage } from "../coverage/format-reading-page.ts";
import { usageError } from "../read-args.ts";
import { type IssueFormat, issueFormats, reportIssues } from "../report-issues.ts";
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
  },
  async run({ values, positionals: [folder = "."] }, io) {
    const format = readFormat(values.format, values.json);
    if (values.html && !values.coverage) throw usageError(check, "--html goes with --coverage");
    const { issues, files, dataset } = await checkWithRejects(folder, values, io);
    const hasErrors = issues.some(({ severity }) => severity === "error");
    if (values.coverage && dataset !== undefined) {
      const coverage = await checkCoverage(dataset, files);
      const text = values.html ? formatReadingPage(coverage) : formatCoverage(coverage);
      io.stdout.write(values.json ? `${JSON.stringify({ coverage }, undefined, 2)}\n` : text);
    } else if (issues.length === 0 && format === "text") io.stdout.write("No issues\n");
    else reportIssues({ folder, issues, files }, format, io);
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
