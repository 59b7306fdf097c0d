import { closest } from "@sourcebook/schema";
import type { Command } from "./command.ts";
import { usageError } from "./read-args.ts";

/**
 * Reads an option that takes one of a few words.
 *
 * @throws SourcebookError `USAGE` for any other
 */
export function oneOf<Word extends string>(
  command: Command,
  words: readonly Word[],
  word: string,
  what: string,
): Word {
  const found = words.find((each) => each === word);
  if (found !== undefined) return found;
  const near = closest(word, words);
  throw usageError(
    command,
    `There is no ${what} "${word}"`,
    near === undefined ? `Use ${words.join(", ")}` : `Did you mean ${near}?`,
  );
}
