import {
  closest,
  exitCodes as errorExitCodes,
  isSourcebookError,
  SourcebookError,
} from "@sourcebook/schema";
import { type Command, exitCodes } from "./command.ts";
import { commands, loadCommands } from "./commands.ts";
import { formatCommandHelp, formatHelp } from "./format-help.ts";
import type { Io } from "./io.ts";
import { readArgs } from "./read-args.ts";
import { version } from "./version.ts";

/** Runs one command. Never throws, and never exits the process: the caller sets the exit code. */
export async function main(words: readonly string[], io: Io): Promise<number> {
  try {
    return await run(words, io);
  } catch (error) {
    if (io.signal?.aborted) {
      io.stderr.write("Stopped; nothing was left behind\n");
      return exitCodes.stopped;
    }
    return report(error, words, io);
  }
}

async function run([name, ...rest]: readonly string[], io: Io): Promise<number> {
  if (name === "--version" || name === "-V") {
    io.stdout.write(`${version}\n`);
    return exitCodes.fine;
  }
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    const asked = name !== undefined;
    const topic = rest[0];
    if (asked && topic !== undefined) {
      io.stdout.write(formatCommandHelp(await find(topic)));
      return exitCodes.fine;
    }
    (asked ? io.stdout : io.stderr).write(formatHelp(await loadCommands()));
    return asked ? exitCodes.fine : exitCodes.usage;
  }
  const command = await find(name);
  const args = readArgs(command, rest);
  if (args.values.help === true) {
    io.stdout.write(formatCommandHelp(command));
    return exitCodes.fine;
  }
  return await command.run(args, io);
}

async function find(name: string): Promise<Command> {
  const load = commands.get(name);
  if (load !== undefined) return load();
  const near = closest(name, commands.keys());
  throw new SourcebookError("USAGE", {
    what: `There is no command "${name}"`,
    fix:
      near === undefined
        ? "See sourcebook --help"
        : `Did you mean "${near}"? See sourcebook --help`,
  });
}

/** The one catch. What we know ends in a sentence; what we do not know is a fault of ours. */
function report(error: unknown, words: readonly string[], io: Io): number {
  if (isSourcebookError(error)) {
    io.stderr.write(`${error.message}\n`);
    return errorExitCodes[error.code];
  }
  const message = error instanceof Error ? error.message : String(error);
  io.stderr.write(`Unexpected error, a fault in sourcebook: ${message}\n`);
  const stack = error instanceof Error ? error.stack : undefined;
  if (words.includes("--debug") && stack !== undefined) io.stderr.write(`${stack}\n`);
  else io.stderr.write("  Run again with --debug to see where, and report it\n");
  return exitCodes.io;
}
