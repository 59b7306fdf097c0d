import { parseArgs } from "node:util";
import { closest, SourcebookError } from "@sourcebook/schema";
import type { Args, Command, Options } from "./command.ts";

/**
 * Reads a command's words and options.
 *
 * @throws SourcebookError `USAGE` for an unknown option, a missing value or a word too many
 */
export function readArgs(command: Command, words: readonly string[]): Args<Options> {
  const options: Options = { ...command.options, ...everywhere };
  const known = Object.keys(options);
  const { tokens } = parseArgs({ args: [...words], options, strict: false, tokens: true });
  const values: Record<string, string | boolean | string[]> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const spec = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (spec === undefined) {
      const near = closest(token.name, known);
      throw usageError(
        command,
        `${token.rawName} is not an option of "${command.name}"`,
        near === undefined ? undefined : `Did you mean --${near}?`,
      );
    }
    if (spec.type === "boolean") {
      if (token.value !== undefined) {
        throw usageError(command, `--${token.name} takes no value`);
      }
      values[token.name] = true;
    } else {
      // `--date --json` is a forgotten value, not the value "--json".
      if (token.value === undefined || token.value === "" || looksLikeOption(token)) {
        throw usageError(command, `--${token.name} needs a value: --${token.name} <${spec.value}>`);
      }
      const earlier = values[token.name];
      if (spec.multiple) {
        values[token.name] = [...(Array.isArray(earlier) ? earlier : []), token.value];
      } else if (earlier !== undefined) {
        throw usageError(command, `--${token.name} stands here twice`);
      } else {
        values[token.name] = token.value;
      }
    }
  }
  if (positionals.length > command.maxPositionals) {
    const surplus = positionals[command.maxPositionals];
    throw usageError(command, `"${surplus}" is one word too many`);
  }
  return { values, positionals };
}

/** Options that every command has. */
export const everywhere: Options = {
  help: { type: "boolean", short: "h", about: "Show this help" },
  json: { type: "boolean", about: "Write the result as JSON on stdout" },
  debug: { type: "boolean", about: "Show the stack of an unexpected error" },
};

export function usageError(command: Command, what: string, hint?: string): SourcebookError {
  const usage = `Usage: sourcebook ${command.name} ${command.usage}`.trimEnd();
  const help = `See sourcebook ${command.name} --help`;
  return new SourcebookError("USAGE", {
    what,
    fix: [hint, usage, help].filter(Boolean).join("\n  "),
  });
}

const looksLikeOption = (token: {
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}) => token.inlineValue !== true && token.value?.startsWith("-") === true && token.value.length > 1;
