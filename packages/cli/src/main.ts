import type { Io } from "./io.ts";
import { version } from "./version.ts";

const help = `Usage: sourcebook <command> [options]

Options:
  --help     show this help
  --version  show the version
`;

/**
 * Runs one command line.
 *
 * @returns the exit code: 0 fine, 1 the data has issues, 2 wrong usage, 3 exists or in conflict,
 *   4 verification failed, 5 input or output failed
 */
export async function main([name, ..._args]: readonly string[], io: Io): Promise<number> {
  switch (name) {
    case "--help":
      io.stdout.write(help);
      return 0;
    case "--version":
      io.stdout.write(`${version}\n`);
      return 0;
    case undefined:
      io.stderr.write(help);
      return 2;
    default:
      io.stderr.write(`There is no command "${name}"; see sourcebook --help\n`);
      return 2;
  }
}
