import search from "approx-string-match";
import { type SourceDocument, spanAt, type TextSpan } from "./document.ts";
import { normalise } from "./normalise-text.ts";

/** The passage that a message offers beside a quote that is not in the document. */
export interface ClosestPassage {
  readonly span: TextSpan;
  /** How much of the quote it shares: whole percent, rounded down, at most 99. */
  readonly percentAlike: number;
}

/**
 * Finds the passage most like the words, for the eyes of a curator only: what is merely alike never
 * becomes evidence.
 *
 * @returns nothing when no passage shares half of the words' letters
 */
export function findClosestPassage(
  document: SourceDocument,
  exact: string,
): ClosestPassage | undefined {
  const words = normalise(exact).slice(0, MAX_PATTERN);
  const { text } = document.normalised;
  const best = searchInWindows(text, words);
  if (best === undefined || best.end <= best.start) return undefined;
  const from = wordStart(text, best.start);
  const to = wordEnd(text, best.end);
  const percentAlike = Math.min(99, Math.floor((1 - best.errors / words.length) * 100));
  return { span: spanAt(document, from, to), percentAlike };
}

type Match = ReturnType<typeof search>[number];

/**
 * The first of the best matches, window by window: the library looks for the start of every match
 * that is as good as the best, and in a text that repeats itself each letter ends one.
 */
function searchInWindows(text: string, words: string): Match | undefined {
  const overlap = words.length * 2;
  let best: Match | undefined;
  let matches = 0;
  for (let from = 0; from < text.length && matches < MAX_MATCHES; from += WINDOW) {
    const errors = best === undefined ? Math.floor(words.length / 2) : best.errors - 1;
    if (errors < 0) break;
    const found = search(text.slice(from, from + WINDOW + overlap), words, errors);
    matches += found.length;
    const [first] = found;
    if (first !== undefined) {
      best = { start: first.start + from, end: first.end + from, errors: first.errors };
    }
  }
  return best;
}

const WINDOW = 4096;
const MAX_MATCHES = 20_000;

/** What a search costs, in steps; for the one who has to share out a bounded amount of work. */
export function searchCost(document: SourceDocument, exact: string): number {
  return document.normalised.text.length * Math.ceil(Math.min(exact.length, MAX_PATTERN) / 32);
}

// Enough to recognise a passage by; the work grows with the length.
const MAX_PATTERN = 512;

function wordStart(text: string, at: number): number {
  if (text[at] === " ") return at + 1;
  return text.lastIndexOf(" ", at - 1) + 1;
}

function wordEnd(text: string, at: number): number {
  if (text[at - 1] === " ") return at - 1;
  const space = text.indexOf(" ", at);
  return space === -1 ? text.length : space;
}
