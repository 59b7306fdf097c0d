import { checkProject } from "@sourcebook/ingest";
import { type Command, exitCodes } from "../command.ts";
import { formatText, type ReadLine } from "../issues/format-text.ts";

export const check: Command = {
  name: "check",
  summary: "Find everything that is wrong with a dataset",
  usage: "[folder]",
  maxPositionals: 1,
  options: {},
  async run({ values, positionals: [folder = "."] }, io) {
    const { issues, files } = await checkProject(folder);
    if (values.json === true) io.stdout.write(`${JSON.stringify({ issues }, undefined, 2)}\n`);
    else if (issues.length === 0) io.stdout.write("No issues\n");
    else io.stdout.write(formatText(issues, lineReader(files)));
    const hasErrors = issues.some(({ severity }) => severity === "error");
    return hasErrors ? exitCodes.issues : exitCodes.fine;
  },
};

/** Gives the lines of files as they were read; those of bytes that are no text show U+FFFD. */
function lineReader(files: ReadonlyMap<string, Uint8Array>): ReadLine {
  const linesOf = new Map<string, readonly string[]>();
  return (file, line) => {
    const bytes = files.get(file);
    if (bytes === undefined) return undefined;
    const lines = linesOf.get(file) ?? new TextDecoder().decode(bytes).split(/\r?\n/);
    linesOf.set(file, lines);
    return lines[line - 1];
  };
}
