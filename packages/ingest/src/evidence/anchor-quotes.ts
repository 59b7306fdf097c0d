import { findClosestPassage, searchCost } from "../documents/closest-passage.ts";
import type { SourceDocument, TextSpan } from "../documents/document.ts";
import { cutsWord } from "../documents/find-words.ts";
import {
  describeOccurrences,
  matchQuote,
  type Occurrence,
  type QuoteFault,
} from "../documents/match-quote.ts";
import { normalise } from "../documents/normalise-text.ts";
import type { IssueList, IssueWords } from "../issue-list.ts";
import type { QuotePartRecord, QuoteRecord } from "../records/source-file.ts";

/** Finds the quotes of one dataset in its documents, and reports those that it cannot place. */
export interface Anchorer {
  /** @returns one span for each part, or nothing when an issue says why */
  anchor(document: SourceDocument, quote: QuoteRecord): readonly TextSpan[] | undefined;
}

/** Where words of a record stand in its document, or nothing when an issue says why they do not. */
export type FindWords = (quote: QuoteRecord | undefined) => readonly TextSpan[] | undefined;

/** @param documents all of them: a quote that is missing in one may stand in another */
export function createAnchorer(documents: readonly SourceDocument[], issues: IssueList): Anchorer {
  let searchBudget = SEARCH_BUDGET;

  const reportMissing = (document: SourceDocument, part: QuotePartRecord) => {
    issues.add("quote-not-found", part.exact.at, () => {
      const value = part.exact.value;
      const elsewhere = findElsewhere(documents, document, value);
      if (elsewhere !== undefined) {
        return {
          message: `The quote is not in ${document.file}, but in ${elsewhere.file} at ${elsewhere.place}.`,
          fix: "Move the record to the file of that source, or quote the words of this one.",
          value,
        };
      }
      const cost = searchCost(document, value);
      if (cost > searchBudget) {
        return {
          message: `The quote is not in ${document.file}.`,
          fix: "Copy the words from the document; the closest passage is looked for when fewer quotes are missing.",
          value,
        };
      }
      searchBudget -= cost;
      return { ...describeClosest(document, value), value };
    });
  };

  return {
    anchor(document, quote) {
      for (const part of quote.parts) {
        if (!part.cutByComment) continue;
        issues.add("text-cut-by-comment", part.exact.at, CUT_BY_COMMENT, "warning");
      }
      const parts = quote.parts.map(({ exact, prefix, suffix }) => ({
        exact: exact.value,
        prefix: prefix?.value,
        suffix: suffix?.value,
      }));
      const match = matchQuote(document, parts);
      if (match.kind === "found") {
        for (const [index, span] of match.spans.entries()) {
          const part = quote.parts[index];
          if (part === undefined || !cutsWordAt(document, span)) continue;
          issues.add(
            "quote-cuts-word",
            part.exact.at,
            () => describeCut(document, part, span),
            "warning",
          );
        }
        return match.spans;
      }
      for (const fault of match.faults) {
        const part = quote.parts[fault.part];
        if (part === undefined) continue;
        if (fault.kind === "not-found") reportMissing(document, part);
        else {
          const code = CODES[fault.kind];
          issues.add(code, part.exact.at, () => {
            const all = "candidates" in fault ? fault.candidates.all.length : 0;
            searchBudget -= all * STEPS_PER_OCCURRENCE;
            const words = describeFault(document, part, fault, searchBudget > 0);
            return { ...words, value: part.exact.value };
          });
        }
      }
      return undefined;
    },
  };
}

// About two seconds, whatever the number of faulty quotes: of searching for what is alike, and for
// the words that tell one occurrence from the others.
const SEARCH_BUDGET = 100_000_000;
const STEPS_PER_OCCURRENCE = 500;

const CUT_BY_COMMENT: IssueWords = {
  message: 'The text ends at " #", where YAML starts a comment.',
  fix: 'If the rest belongs to the text, put it in a ">-" block; else move the comment to a line of its own.',
};

function cutsWordAt({ text, lines }: SourceDocument, { start, end }: TextSpan): boolean {
  return cutsWord(text, lines.offsetAt(start), lines.offsetAt(end));
}

function describeCut(
  { file, text, lines }: SourceDocument,
  { exact }: QuotePartRecord,
  { start, end, line, column }: TextSpan,
): IssueWords {
  const before = /\S*$/.exec(text.slice(0, lines.offsetAt(start)).slice(-40))?.[0] ?? "";
  const after = /^\S*/.exec(text.slice(lines.offsetAt(end)).slice(0, 40))?.[0] ?? "";
  return {
    message: `The quote starts or ends inside a word or number of ${file} at ${line}:${column}: “${before}[…]${after}”.`,
    fix: "Quote whole words.",
    value: exact.value,
  };
}

const CODES = {
  empty: "quote-empty",
  "other-context": "quote-not-found",
  repeats: "quote-repeats",
  order: "quote-order",
} as const;

function describeFault(
  document: SourceDocument,
  part: QuotePartRecord,
  fault: Exclude<QuoteFault, { kind: "not-found" }>,
  withContexts: boolean,
): IssueWords {
  switch (fault.kind) {
    case "empty":
      return {
        message:
          "Nothing is left of the quote when white space and invisible characters are taken away.",
        fix: "Quote at least one word.",
      };
    case "order":
      return {
        message: `Part ${fault.part + 1} of the quote stands nowhere in ${document.file} behind the part before it.`,
        fix: "List the parts in the order of the document; they must not overlap.",
      };
    case "other-context": {
      const occurrences = describeOccurrences(document, fault.candidates, withContexts);
      const given = [
        part.prefix && `behind the prefix ${JSON.stringify(part.prefix.value)}`,
        part.suffix && `before the suffix ${JSON.stringify(part.suffix.value)}`,
      ].filter((clause) => clause !== undefined);
      return {
        message: `The quote is in ${document.file} at ${listPlaces(occurrences)}, but nowhere ${given.join(" and ")}.`,
        fix:
          occurrences.length === 1
            ? "Remove the prefix and suffix: the quote stands there only once."
            : `Replace the prefix and suffix by those of the place that is meant:${listContexts(occurrences)}`,
      };
    }
    case "repeats": {
      const { positions, more } = fault.candidates;
      const occurrences = describeOccurrences(document, fault.candidates, withContexts);
      const count = more ? `more than ${positions.length} times` : countWord(positions.length);
      const further = positions.length > occurrences.length ? " and further on" : "";
      return {
        message: `The quote stands ${count} in ${document.file}: at ${listPlaces(occurrences)}${further}.`,
        fix: `Write it with "exact:", and add the line of the place that is meant:${listContexts(occurrences)}`,
      };
    }
  }
}

const countWord = (count: number) => (count === 2 ? "twice" : `${count} times`);

const listPlaces = (occurrences: readonly Occurrence[]) =>
  occurrences.map(({ line, column }) => `${line}:${column}`).join(", ");

/** One pasteable line for each place. */
const listContexts = (occurrences: readonly Occurrence[]) =>
  occurrences
    .map(({ line, column, prefix, suffix }) => {
      const keys = [
        prefix !== undefined && `prefix: ${JSON.stringify(prefix)}`,
        suffix !== undefined && `suffix: ${JSON.stringify(suffix)}`,
      ].filter((key) => key !== false);
      const words =
        keys.length > 0 ? keys.join(", ") : "(nothing near it tells it from the others)";
      return `\n  ${words}  # ${line}:${column}`;
    })
    .join("");

function describeClosest(document: SourceDocument, exact: string): IssueWords {
  const closest = findClosestPassage(document, exact);
  if (closest === undefined) {
    return {
      message: `The quote is not in ${document.file}, nor anything like it.`,
      fix: "Copy the words from the document, exactly as they stand there.",
    };
  }
  const { span, percentAlike } = closest;
  return {
    message: `The quote is not in ${document.file}; the closest passage, ${percentAlike} % alike, stands there at ${span.line}:${span.column}.`,
    fix: `The document says there: ${shorten(collapse(span.exact))}`,
  };
}

const collapse = (text: string) => text.replaceAll(/\s+/g, " ");

const shorten = (text: string) => (text.length > 400 ? `${text.slice(0, 400)}…` : text);

function findElsewhere(
  documents: readonly SourceDocument[],
  here: SourceDocument,
  exact: string,
): { file: string; place: string } | undefined {
  const words = normalise(exact);
  if (words.length < 12) return undefined; // a word or two stands anywhere
  for (const document of documents) {
    const at = document === here ? -1 : document.normalised.text.indexOf(words);
    if (at === -1) continue;
    const offset = document.normalised.starts[at] ?? 0;
    const { line, column } = document.lines.lineAndColumnAt(offset);
    return { file: document.file, place: `${line}:${column}` };
  }
  return undefined;
}
