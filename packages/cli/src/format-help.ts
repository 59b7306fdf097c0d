import type { Command, Options } from "./command.ts";
import { formatColumns } from "./format-columns.ts";
import { everywhere } from "./read-args.ts";

/** The list of commands. */
export function formatHelp(commands: readonly Command[]): string {
  const rows = commands.map((command) => [`  ${command.name}`, command.summary]);
  return [
    "Sourcebook: versioned dataset releases in which every value can be traced to its words",
    "",
    "Usage: sourcebook <command> [words] [options]",
    "",
    ...formatColumns(rows),
    "",
    "  sourcebook <command> --help   what a command takes",
    "  sourcebook --version          which sourcebook this is",
    "",
    "Exit codes: 0 fine, 1 the data has issues, 2 wrong usage, 3 exists or in conflict,",
    "            4 verification failed, 5 input/output",
    "",
  ].join("\n");
}

export function formatCommandHelp(command: Command): string {
  return [
    command.summary,
    "",
    `Usage: sourcebook ${command.name} ${command.usage}`.trimEnd(),
    "",
    ...formatColumns(optionRows({ ...command.options, ...everywhere })),
    "",
  ].join("\n");
}

const optionRows = (options: Options): string[][] =>
  Object.entries(options).map(([name, { short, value, about }]) => {
    const long = value === undefined ? `--${name}` : `--${name} <${value}>`;
    return [`  ${short === undefined ? "" : `-${short}, `}${long}`, about];
  });
