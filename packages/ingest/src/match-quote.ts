import { type SourceDocument, spanAt, type TextSpan } from "./document.ts";
import { isAligned, normalise } from "./normalise-text.ts";

/** Words to be found in a document; `prefix` and `suffix` say which of several occurrences is meant. */
export interface QuotePart {
  readonly exact: string;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}

/** One of several occurrences, with words to paste that single it out. */
export interface Occurrence {
  readonly line: number;
  readonly column: number;
  readonly prefix?: string;
  readonly suffix?: string;
}

export type QuoteMatch =
  | { readonly kind: "found"; readonly spans: readonly TextSpan[] }
  | { readonly kind: "faulty"; readonly faults: readonly QuoteFault[] };

export type QuoteFault =
  /** Nothing is left of the part after normalising. */
  | { readonly kind: "empty"; readonly part: number }
  | { readonly kind: "not-found"; readonly part: number }
  /** The words are there, but no occurrence stands between the prefix and the suffix. */
  | {
      readonly kind: "other-context";
      readonly part: number;
      readonly occurrences: readonly Occurrence[];
    }
  /** `more` tells that there are further occurrences, which were not counted. */
  | {
      readonly kind: "repeats";
      readonly part: number;
      /** The first few of them. */
      readonly occurrences: readonly Occurrence[];
      readonly count: number;
      readonly more: boolean;
    }
  /** Each part is there, but this one nowhere behind the one before it. */
  | { readonly kind: "order"; readonly part: number };

/**
 * Finds the one place of a quote in a document.
 *
 * Both sides are normalised; what remains must be equal. Parts follow one another in the document
 * without overlapping. A part with several occurrences is found all the same when the order of the
 * parts leaves but one of them; otherwise nothing is chosen.
 *
 * @param parts in the order of the document; at least one
 * @see docs/decisions/quote-matching.md
 */
export function matchQuote(document: SourceDocument, parts: readonly QuotePart[]): QuoteMatch {
  const faults: QuoteFault[] = [];
  const candidates: Candidates[] = [];
  for (const [index, part] of parts.entries()) {
    const words = normalise(part.exact);
    if (words === "") {
      faults.push({ kind: "empty", part: index });
      continue;
    }
    const everywhere = findOccurrences(document, words);
    const positions = everywhere.positions.filter((at) =>
      standsIn(document, at, words.length, part),
    );
    if (everywhere.positions.length === 0) {
      faults.push({ kind: "not-found", part: index });
    } else if (positions.length === 0) {
      const occurrences = describeOccurrences(document, words.length, everywhere.positions);
      faults.push({ kind: "other-context", part: index, occurrences });
    }
    candidates.push({ words, positions, more: everywhere.more, all: everywhere.positions });
  }
  if (faults.length > 0) return { kind: "faulty", faults };

  const feasible = keepOrder(candidates);
  const spans: TextSpan[] = [];
  for (const [index, { words, all, more }] of candidates.entries()) {
    const positions = feasible[index] ?? [];
    const [position, another] = positions;
    if (position === undefined) {
      if (!faults.some(({ kind }) => kind === "order")) faults.push({ kind: "order", part: index });
    } else if (another !== undefined || more) {
      const occurrences = describeOccurrences(document, words.length, positions, all);
      const count = positions.length;
      faults.push({ kind: "repeats", part: index, occurrences, count, more });
    } else {
      spans.push(spanAt(document, position, position + words.length));
    }
  }
  return faults.length > 0 ? { kind: "faulty", faults } : { kind: "found", spans };
}

interface Candidates {
  readonly words: string;
  /** Offsets in the normalised text, ascending, that fit prefix and suffix. */
  readonly positions: readonly number[];
  /** Those that do not fit them, too. */
  readonly all: readonly number[];
  readonly more: boolean;
}

// Far more than a message can show; a bound for texts made of one letter.
const MAX_OCCURRENCES = 1000;

/** Where normalised words stand in the normalised text; overlapping occurrences count. */
export function findOccurrences(
  { normalised }: SourceDocument,
  words: string,
): { positions: number[]; more: boolean } {
  const positions: number[] = [];
  let tries = 0;
  let at = normalised.text.indexOf(words);
  while (at !== -1) {
    tries += 1;
    if (tries > 10 * MAX_OCCURRENCES) return { positions, more: true };
    if (isAligned(normalised, at, at + words.length)) {
      if (positions.length === MAX_OCCURRENCES) return { positions, more: true };
      positions.push(at);
    }
    at = normalised.text.indexOf(words, at + 1);
  }
  return { positions, more: false };
}

/** Whether an occurrence stands between the given words; a space on either side does not matter. */
function standsIn(
  { normalised: { text } }: SourceDocument,
  from: number,
  length: number,
  { prefix, suffix }: { prefix?: string | undefined; suffix?: string | undefined },
): boolean {
  if (prefix !== undefined) {
    const words = normalise(prefix);
    const end = text[from - 1] === " " ? from - 1 : from;
    if (!text.endsWith(words, end)) return false;
  }
  if (suffix !== undefined) {
    const words = normalise(suffix);
    const to = from + length;
    if (!text.startsWith(words, text[to] === " " ? to + 1 : to)) return false;
  }
  return true;
}

/** The positions that take part in at least one sequence of all parts in order. */
function keepOrder(candidates: readonly Candidates[]): number[][] {
  const earliestEnds: number[] = [];
  let end = 0;
  for (const { words, positions } of candidates) {
    earliestEnds.push(end);
    const from = end;
    const position = positions.find((at) => at >= from);
    end = position === undefined ? Number.POSITIVE_INFINITY : position + words.length;
  }
  const latestStarts: number[] = [];
  let start = Number.POSITIVE_INFINITY;
  for (const { words, positions } of candidates.toReversed()) {
    latestStarts.unshift(start);
    const to = start;
    start = positions.findLast((at) => at + words.length <= to) ?? Number.NEGATIVE_INFINITY;
  }
  // Where the order breaks, only the first part that cannot follow is left without a position.
  const inOrder = end !== Number.POSITIVE_INFINITY;
  return candidates.map(({ words, positions }, index) =>
    positions.filter(
      (at) =>
        at >= (earliestEnds[index] ?? 0) &&
        (!inOrder || at + words.length <= (latestStarts[index] ?? Number.POSITIVE_INFINITY)),
    ),
  );
}

const SHOWN_OCCURRENCES = 6;
const MAX_CONTEXT_WORDS = 12;
const MAX_CONTEXT_UNITS = 120;

/** The places of some occurrences, each with the fewest words that tell it from all the others. */
function describeOccurrences(
  document: SourceDocument,
  length: number,
  positions: readonly number[],
  among: readonly number[] = positions,
): Occurrence[] {
  return positions.slice(0, SHOWN_OCCURRENCES).map((at) => {
    const { line, column } = document.lines.lineAndColumnAt(document.normalised.starts[at] ?? 0);
    return { line, column, ...singleOut(document, at, length, among) };
  });
}

function singleOut(
  document: SourceDocument,
  at: number,
  length: number,
  among: readonly number[],
): { prefix?: string; suffix?: string } {
  const { text } = document.normalised;
  const isAlone = (context: { prefix?: string; suffix?: string }) =>
    among.filter((position) => standsIn(document, position, length, context)).length === 1;
  const suffixes = wordsAfter(text, at + length);
  for (const suffix of suffixes) if (isAlone({ suffix })) return { suffix };
  const prefixes = wordsBefore(text, at);
  for (const prefix of prefixes) if (isAlone({ prefix })) return { prefix };
  const prefix = prefixes.at(-1) ?? "";
  for (const suffix of suffixes) if (isAlone({ prefix, suffix })) return { prefix, suffix };
  return {};
}

/** One word, two words, three words ... of what follows. */
function wordsAfter(text: string, from: number): string[] {
  const found: string[] = [];
  const start = text[from] === " " ? from + 1 : from;
  let to = start;
  while (found.length < MAX_CONTEXT_WORDS && to < text.length) {
    const space = text.indexOf(" ", to + 1);
    to = space === -1 ? text.length : space;
    if (to - start > MAX_CONTEXT_UNITS) break;
    const words = text.slice(start, to);
    if (hasWord(words)) found.push(words);
  }
  return found;
}

function wordsBefore(text: string, to: number): string[] {
  const found: string[] = [];
  const end = text[to - 1] === " " ? to - 1 : to;
  let from = end;
  while (found.length < MAX_CONTEXT_WORDS && from > 0) {
    const space = from < 2 ? -1 : text.lastIndexOf(" ", from - 2);
    from = space + 1;
    if (end - from > MAX_CONTEXT_UNITS) break;
    const words = text.slice(from, end);
    if (hasWord(words)) found.push(words);
  }
  return found;
}

// Punctuation alone would tell places apart as well, but nobody sees what it says.
const hasWord = (words: string) => /[\p{L}\p{N}]/u.test(words);
