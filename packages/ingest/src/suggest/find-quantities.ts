import { findNumbers } from "../normalise/number-words.ts";
import { notIn, type Span, withoutOverlaps } from "./span.ts";

/** A number with the words that qualify it. */
export interface FoundQuantity extends Span {
  readonly expression: string;
  /** Absent when the words name no number. */
  readonly value?: number;
  /** The second number of a range. */
  readonly value_to?: number;
  /** A code of the list of qualifiers. */
  readonly qualifier: "exact" | "approximate" | "at_least" | "at_most" | "range" | "vague";
}

/**
 * Finds the figures of an English text, in digits and words, and vague counts such as `dozens of`.
 *
 * @param dates the dates of the text, whose numbers are no figures
 */
export function findQuantities(text: string, dates: readonly Span[]): FoundQuantity[] {
  const numbers = notIn(findNumbers(text), dates)
    .filter((number) => !isMark(text, number) && !isPronoun(text, number))
    .map((number) => qualify(text, number));
  const vague = [...text.matchAll(VAGUE)].map(({ 0: expression, index }): FoundQuantity => {
    return { expression, qualifier: "vague", start: index, end: index + expression.length };
  });
  return joinRanges(text, withoutOverlaps([...vague, ...numbers]));
}

const VAGUE =
  /(?<!\p{L})(?:(?:[Tt]ens|[Dd]ozens|[Ss]cores|[Hh]undreds|[Tt]housands|[Mm]illions)(?:\s+of\s+(?:hundreds|thousands|millions))*|(?:[Ss]everal|[Aa]\s+few|[Mm]any)\s+(?:dozen|hundred|thousand|million))(?!\p{L})/gu;

const BEFORE: readonly (readonly [FoundQuantity["qualifier"], string])[] = [
  ["at_least", "more than|over|at least|no fewer than|no less than|upwards of|in excess of"],
  ["at_most", "fewer than|less than|up to|at most|no more than|only|under|almost|nearly"],
  ["approximate", "about|around|some|approximately|roughly|an estimated|estimated|circa"],
];
// `nearly` and `almost` name a bound that was not reached; the list calls that approximate.
const NEAR = /^(?:almost|nearly)/i;

const PATTERNS = BEFORE.map(
  ([qualifier, words]) =>
    [qualifier, new RegExp(`(?<!\\p{L})(?:${words})\\s+[$€£]?$`, "iu")] as const,
);

function qualify(text: string, found: ReturnType<typeof findNumbers>[number]): FoundQuantity {
  const before = text.slice(Math.max(0, found.start - 30), found.start);
  const after = text.slice(found.end, found.end + 30);
  const unit = /^\s?(?:%|per\s?cent(?!\p{L}))/u.exec(after)?.[0] ?? "";
  const trail = /^\s+or\s+(more|so|fewer|less)(?!\p{L})/u.exec(after.slice(unit.length));
  let start = found.start - (/[$€£]$/.exec(before)?.[0].length ?? 0);
  let qualifier: FoundQuantity["qualifier"] = "exact";
  for (const [name, pattern] of PATTERNS) {
    const words = pattern.exec(before)?.[0];
    // `no more than` also ends in `more than`: the longer words decide.
    if (words === undefined || found.start - words.length >= start) continue;
    start = found.start - words.length;
    qualifier = NEAR.test(words) ? "approximate" : name;
  }
  if (trail !== null) {
    qualifier = trail[1] === "more" ? "at_least" : trail[1] === "so" ? "approximate" : "at_most";
  }
  const end = found.end + unit.length + (trail?.[0].length ?? 0);
  return { expression: text.slice(start, end), value: found.value, qualifier, start, end };
}

/** `between 300 and 400`, `300 to 400`, `300-400`. */
function joinRanges(text: string, quantities: readonly FoundQuantity[]): FoundQuantity[] {
  const joined: FoundQuantity[] = [];
  for (const next of quantities) {
    const last = joined.at(-1);
    const between = text.slice(last?.end ?? 0, next.start);
    const lead = /(?<!\p{L})(?:between|from)\s+$/iu.exec(
      text.slice(0, last?.start ?? 0).slice(-12),
    );
    const isRange = lead === null ? /^(?:\s+to\s+|\s?[-–]\s?)$/ : /^\s+(?:to|and)\s+$/;
    if (last?.value === undefined || next.value === undefined || !isRange.test(between)) {
      joined.push(next);
      continue;
    }
    const start = last.start - (lead?.[0].length ?? 0);
    const expression = text.slice(start, next.end);
    joined[joined.length - 1] = {
      ...{ expression, value: last.value, value_to: next.value, qualifier: "range" },
      ...{ start, end: next.end },
    };
  }
  return joined;
}

/** The number of a list entry, a footnote or a section. */
function isMark(text: string, { start, end }: Span): boolean {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const isFirst = text.slice(lineStart, start).trim() === "";
  if (isFirst && /^[.)]\s/.test(text.slice(end, end + 2))) return true;
  if (text[start - 1] === "[" && text[end] === "]") return true;
  return /(?:^|[^\p{L}])(?:[Pp]p?\.|[Nn]o\.|[Vv]ol\.|[Aa]rticle|[Cc]hapter|[Ss]ection|[Pp]age)\s*$/u.test(
    text.slice(Math.max(0, start - 10), start),
  );
}

/** `one of them`, `no one`, `the one`: no count. */
function isPronoun(text: string, { start, end }: Span): boolean {
  if (text.slice(start, end).toLowerCase() !== "one") return false;
  if (
    /(?:no|the|this|that|any|every|each|which)[\s-]$/i.test(
      text.slice(Math.max(0, start - 6), start),
    )
  ) {
    return true;
  }
  return !/^\s+(?!of|another|day|who|that|can|by)\p{Ll}/u.test(text.slice(end, end + 12));
}
