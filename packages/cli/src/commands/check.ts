import { checkProject } from "@sourcebook/ingest";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { usageError } from "../read-args.ts";
import { type IssueFormat, issueFormats, reportIssues } from "../report-issues.ts";

export const check: Command = defineCommand({
  name: "check",
  summary: "Find everything that is wrong with a dataset",
  usage: "[folder]",
  maxPositionals: 1,
  options: {
    format: { type: "string", value: "name", about: `One of ${issueFormats.join(", ")}` },
  },
  async run({ values, positionals: [folder = "."] }, io) {
    const format = readFormat(values.format, values.json);
    const { issues, files } = await checkProject(folder);
    if (issues.length === 0 && format === "text") io.stdout.write("No issues\n");
    else reportIssues({ folder, issues, files }, format, io);
    const hasErrors = issues.some(({ severity }) => severity === "error");
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
