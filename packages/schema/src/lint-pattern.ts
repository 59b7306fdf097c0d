import { analyse } from "scslre";
import { isAmbiguousLoop } from "./ambiguous-loop.ts";

/** What is wrong with a pattern, and what to do about it. */
export interface PatternFault {
  readonly message: string;
  readonly fix: string;
}

/** A text of at most this many code units may be tested with a pattern whose work grows as a power of it. */
export const slowPatternLimit = 1000;

const longest = 1000;

/**
 * Checks that a pattern is valid in Unicode mode, and that no text can make it run away.
 *
 * @param maxLength the field's own limit, if any: a short text may be tested with a slower pattern
 */
export function lintPattern(
  pattern: string,
  maxLength: number = Infinity,
): PatternFault | undefined {
  if (pattern.length > longest)
    return { message: `A pattern is longer than ${longest} characters.`, fix: "Shorten it." };
  try {
    new RegExp(pattern, "u");
  } catch {
    return {
      message: "A pattern is no regular expression in Unicode mode.",
      fix: "Escape only what must be escaped, and write every bracket in pairs.",
    };
  }
  if (/\(\?<?[=!]|\\[1-9]|\\k</u.test(pattern))
    return {
      message: "A pattern looks ahead, looks behind or refers back.",
      fix: "Describe the text from left to right, or write several rules.",
    };
  const { isAmbiguous, isSlow } = costOf(pattern);
  if (isAmbiguous)
    return {
      message:
        "A pattern can take longer than anyone waits: a repetition can match one text in several ways.",
      fix: "Let each round of a repetition begin with something that cannot stand inside it, and keep optional parts few.",
    };
  if (isSlow && maxLength > slowPatternLimit)
    return {
      message: "A pattern can take very long on long text.",
      fix: `Begin it with ^, keep neighbouring repetitions apart, or give the field a maxLength of at most ${slowPatternLimit}.`,
    };
  return undefined;
}

/** Whether the work of a pattern grows as a power of the length of the text. */
export const isSlow = (pattern: string): boolean => costOf(pattern).isSlow;

interface Cost {
  readonly isAmbiguous: boolean;
  readonly isSlow: boolean;
}

// Fields share patterns, and each is asked about twice: to find out costs more than all else about a schema.
const costs = new Map<string, Cost>();
const mostKnown = 1000;

function costOf(pattern: string): Cost {
  const known = costs.get(pattern);
  if (known !== undefined) return known;
  const isAmbiguous = isAmbiguousLoop(pattern);
  const { reports } = isAmbiguous
    ? { reports: [] }
    : analyse({ source: pattern, flags: "u" }, { maxReports: 1 });
  const cost = { isAmbiguous, isSlow: isAmbiguous || reports.length > 0 };
  if (costs.size === mostKnown) costs.clear();
  costs.set(pattern, cost);
  return cost;
}
