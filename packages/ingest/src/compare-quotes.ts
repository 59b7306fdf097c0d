import { findClosestPassage, searchCost } from "./documents/closest-passage.ts";
import type { SourceDocument } from "./documents/document.ts";
import { matchQuote } from "./documents/match-quote.ts";
import type { Place } from "./line-table.ts";
import type { QuoteRecord, SourceFile } from "./records/source-file.ts";

/** A line and column, both from 1. */
interface Spot {
  readonly line: number;
  readonly column: number;
}

/** One part of a quote, and what became of it in a document that changed. */
export interface ComparedQuote {
  /** Of the quote in its record. */
  readonly at: Place;
  readonly words: string;
  /**
   * `kept` where it was, as far as is known; `moved` elsewhere; `changed`, and something much like it is there;
   * `lost`; `unclear` when it stands at several places, or no longer in its order.
   */
  readonly state: "kept" | "moved" | "changed" | "lost" | "unclear";
  /** Where it stood, when the document as it was is at hand. */
  readonly before?: Spot;
  /** Where it stands now, or what is most like it. */
  readonly after?: Spot;
  /** The words there, when they are others. */
  readonly now?: string;
  readonly percentAlike?: number;
}

/**
 * Looks every quote of a source up in its document as it is now, in the order of the records.
 *
 * @param before the document as it was: without it, what moved counts as kept
 */
export function compareQuotes(
  source: SourceFile,
  after: SourceDocument,
  before?: SourceDocument,
): readonly ComparedQuote[] {
  let budget = SEARCH_BUDGET;
  const closest = (words: string) => {
    budget -= searchCost(after, words);
    return budget < 0 ? undefined : findClosestPassage(after, words);
  };
  return quotesOf(source)
    .flatMap((quote) => comparePartsOf(quote, after, before, closest))
    .toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}

// About two seconds of searching for what is alike.
const SEARCH_BUDGET = 100_000_000;

const quotesOf = ({ claims, passages, citations }: SourceFile): readonly QuoteRecord[] =>
  [
    ...claims.flatMap(({ quote, context }) => [quote, context]),
    ...passages.map(({ quote }) => quote),
    ...citations.map(({ note }) => note),
    ...citations.map(({ marker }) => marker && { at: marker.exact.at, parts: [marker] }),
  ].filter((quote) => quote !== undefined);

function comparePartsOf(
  quote: QuoteRecord,
  after: SourceDocument,
  before: SourceDocument | undefined,
  closest: (words: string) => ReturnType<typeof findClosestPassage>,
): ComparedQuote[] {
  const parts = quote.parts.map(({ exact, prefix, suffix }) => ({
    exact: exact.value,
    prefix: prefix?.value,
    suffix: suffix?.value,
  }));
  const found = matchQuote(after, parts);
  const stood = before && matchQuote(before, parts);
  return quote.parts.map(({ exact: { at, value: words } }, part): ComparedQuote => {
    const was = stood?.kind === "found" ? spotOf(stood.spans[part]) : undefined;
    const about = { at, words, ...(was && { before: was }) };
    if (found.kind === "found") {
      const is = spotOf(found.spans[part]);
      const hasMoved = was && is && (was.line !== is.line || was.column !== is.column);
      return { ...about, state: hasMoved ? "moved" : "kept", ...(is && { after: is }) };
    }
    const fault = found.faults.find((each) => each.part === part);
    if (fault === undefined) return { ...about, state: "kept" };
    if (fault.kind !== "not-found") return { ...about, state: "unclear" };
    const alike = closest(words);
    if (alike === undefined) return { ...about, state: "lost" };
    const { span, percentAlike } = alike;
    const now = span.exact.replaceAll(/\s+/g, " ");
    const { line, column } = span;
    return { ...about, state: "changed", after: { line, column }, now, percentAlike };
  });
}

const spotOf = (span: Spot | undefined): Spot | undefined =>
  span && { line: span.line, column: span.column };
