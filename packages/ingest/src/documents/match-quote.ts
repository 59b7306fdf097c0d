import { type SourceDocument, spanAt, type TextSpan } from "./document.ts";
import { isAligned, normalise } from "./normalise-text.ts";
import { findCandidates } from "./word-index.ts";

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
  | { readonly kind: "other-context"; readonly part: number; readonly candidates: Candidates }
  | { readonly kind: "repeats"; readonly part: number; readonly candidates: Candidates }
  /** Each part is there, but this one nowhere behind the one before it. */
  | { readonly kind: "order"; readonly part: number };

/** The occurrences of a part, as offsets into the normalised text, ascending. */
export interface Candidates {
  readonly words: string;
  /** Those that the part can mean. */
  readonly positions: readonly number[];
  /** All of them, whatever stands around them, or the first few thousand. */
  readonly all: readonly number[];
  /** There are further ones that the part can mean, which were not looked at. */
  readonly more: boolean;
}

/**
 * Finds the one place of a quote in a document.
 *
 * Both sides are normalised; what remains must be equal. Parts follow one another in the document
 * without overlapping. A part with several occurrences is found all the same when the order of the
 * parts leaves but one of them; otherwise nothing is chosen.
 *
 * @param parts in the order of the document; at least one
 * @see docs/decisions/0005-quote-matching.md
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
    const context = {
      prefix: part.prefix && normalise(part.prefix),
      suffix: part.suffix && normalise(part.suffix),
    };
    const found = findCandidatesOf(document, words, context);
    candidates.push(found);
    if (found.all.length === 0) {
      faults.push({ kind: "not-found", part: index });
    } else if (found.positions.length === 0) {
      const anywhere = { ...found, positions: found.all };
      faults.push({ kind: "other-context", part: index, candidates: anywhere });
    }
  }
  if (faults.length > 0) return { kind: "faulty", faults };

  const feasible = keepOrder(candidates);
  const spans: TextSpan[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const positions = feasible[index] ?? [];
    const [position, another] = positions;
    if (position === undefined) {
      if (!faults.some(({ kind }) => kind === "order")) faults.push({ kind: "order", part: index });
    } else if (another !== undefined) {
      faults.push({ kind: "repeats", part: index, candidates: { ...candidate, positions } });
    } else {
      spans.push(spanAt(document, position, position + candidate.words.length));
    }
  }
  return faults.length > 0 ? { kind: "faulty", faults } : { kind: "found", spans };
}

// A bound for texts made of one letter; a name stands some hundred times in a book.
const MAX_OCCURRENCES = 5000;

/** Where normalised words stand in the normalised text; overlapping occurrences count. */
function findCandidatesOf(
  document: SourceDocument,
  words: string,
  context: { prefix: string | undefined; suffix: string | undefined },
): Candidates {
  const { normalised, wordIndex } = document;
  const { text } = normalised;
  const positions: number[] = [];
  const all: number[] = [];
  for (const at of findCandidates(wordIndex, words) ?? eachPlace(text, words)) {
    if (!text.startsWith(words, at) || !isAligned(normalised, at, at + words.length)) continue;
    if (all.length < MAX_OCCURRENCES) all.push(at);
    if (!standsBetween(document, at, words.length, context)) continue;
    if (positions.length === MAX_OCCURRENCES) return { words, positions, all, more: true };
    positions.push(at);
  }
  return { words, positions, all, more: false };
}

function* eachPlace(text: string, words: string): Generator<number> {
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) yield at;
}

/** Whether an occurrence stands between normalised words; a space on either side does not matter. */
function standsBetween(
  { normalised: { text } }: SourceDocument,
  from: number,
  length: number,
  { prefix, suffix }: { prefix?: string | undefined; suffix?: string | undefined },
): boolean {
  if (prefix !== undefined) {
    const end = text[from - 1] === " " ? from - 1 : from;
    if (!text.endsWith(prefix, end)) return false;
  }
  if (suffix !== undefined) {
    const to = from + length;
    if (!text.startsWith(suffix, text[to] === " " ? to + 1 : to)) return false;
  }
  return true;
}

/** The positions that take part in at least one sequence of all parts in order. */
function keepOrder(candidates: readonly Candidates[]): (readonly number[])[] {
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return [only.positions];
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

/**
 * The places of the first few candidates.
 *
 * @param withContexts each with the fewest words that tell it from all others; that costs
 */
export function describeOccurrences(
  document: SourceDocument,
  { words, positions, all }: Candidates,
  withContexts = true,
): Occurrence[] {
  return positions.slice(0, SHOWN_OCCURRENCES).map((at) => {
    const { line, column } = document.lines.lineAndColumnAt(document.normalised.starts[at] ?? 0);
    return { line, column, ...(withContexts && singleOut(document, at, words.length, all)) };
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
    among.filter((position) => standsBetween(document, position, length, context)).length === 1;
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
