import type { Io } from "./io.ts";

/** What a command understands, in the shape of `node:util`'s `parseArgs`. */
export type OptionSpec = {
  readonly type: "boolean" | "string";
  readonly short?: string;
  readonly multiple?: boolean;
  /** One line for `--help`. */
  readonly about: string;
  /** What stands for the value in `--help`: `--date <day>`. */
  readonly value?: string;
};

export type Options = Readonly<Record<string, OptionSpec>>;

type ValueOf<Spec extends OptionSpec> = OptionSpec extends Spec
  ? AnyValue
  : Spec["type"] extends "boolean"
    ? boolean
    : Spec["multiple"] extends true
      ? readonly string[]
      : string;

type AnyValue = boolean | string | readonly string[];

export type Values<Spec extends Options> = {
  readonly [Name in keyof Spec]?: ValueOf<Spec[Name]> | undefined;
};

/** Words of the command line, read against a command's options. */
export interface Args<Spec extends Options> {
  /** `json` is an option of every command. */
  readonly values: Values<Spec> & { readonly json?: boolean | undefined };
  readonly positionals: readonly string[];
}

/** The exit codes are a contract with scripts: they do not change within a major version. */
export const exitCodes: Readonly<
  Record<"fine" | "issues" | "usage" | "conflict" | "unverified" | "io" | "stopped", number>
> = {
  fine: 0,
  issues: 1,
  usage: 2,
  conflict: 3,
  unverified: 4,
  io: 5,
  /** As shells count a process that SIGINT ended. */
  stopped: 130,
};

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The words after the name: `[folder]`. */
  readonly usage: string;
  /** How many words it takes at most. */
  readonly maxPositionals: number;
  readonly options: Options;
  run(args: Args<Options>, io: Io): Promise<number>;
}

/** Gives `run` the exact types of its own options, and keeps the list of commands uniform. */
export function defineCommand<const Spec extends Options>(
  command: Omit<Command, "options" | "run"> & {
    readonly options: Spec;
    run(args: Args<Spec>, io: Io): Promise<number>;
  },
): Command {
  return {
    ...command,
    run: (args, io) => command.run(args as Args<Spec>, io),
  };
}
