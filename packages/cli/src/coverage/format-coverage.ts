import type { DocumentCoverage, ListedPassage, SentenceCoverage } from "@sourcebook/ingest";
import { escapeControls } from "../issues/escape-controls.ts";

/**
 * Tells in Markdown what of each document the dataset rests on: a summary of all documents, then of
 * each the sentences that nothing rests on and the passages that are listed, with kind and reason.
 */
export function formatCoverage(coverage: readonly DocumentCoverage[]): string {
  const blocks = [
    "# Coverage",
    "A sentence, heading, caption or footnote is _claimed_ when a claim or a citation quotes any of it, _only listed_ when nothing quotes it but it is listed as a passage, and _uncovered_ otherwise. _Quoted in part_ counts the claimed ones with letters or digits, marks of recorded footnotes aside, in no quote and no passage; _least_ is the smallest share of one that is. Places are line and column of the document.",
    table(
      ["document", "sentences", "claimed", "quoted in part", "least", "only listed", "uncovered"],
      coverage.map(summaryOf),
    ),
    ...coverage.flatMap(documentBlocks),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function summaryOf({ source_id: id, sentences }: DocumentCoverage): string[] {
  const count = (test: (sentence: SentenceCoverage) => boolean) =>
    String(sentences.filter(test).length);
  const shares = sentences.flatMap(({ state, share }) => (state === "claim" ? [share] : []));
  return [
    plain(id),
    String(sentences.length),
    count(({ state }) => state === "claim"),
    count(({ state, share }) => state === "claim" && share < 1),
    shares.length === 0 ? "" : `${Math.round(Math.min(...shares) * 100)} %`,
    count(({ state }) => state === "passage"),
    count(({ state }) => state === "none"),
  ];
}

function documentBlocks({ source_id: id, file, sentences, passages }: DocumentCoverage): string[] {
  const uncovered = sentences.filter(({ state }) => state === "none");
  return [
    `## ${plain(id)}`,
    `Document: ${plain(file)}. ${countKinds(passages)}`,
    "### Uncovered sentences",
    uncovered.length === 0
      ? "None."
      : table(
          ["place", "words"],
          uncovered.map((sentence) => [placeOf(sentence), plain(sentence.text)]),
        ),
    "### Listed passages",
    passages.length === 0
      ? "None."
      : table(
          ["place", "kind", "words", "in a claimed sentence", "reason"],
          passages.map((passage) => [
            placeOf(passage),
            plain(passage.kind),
            plain(shorten(passage.text)),
            isClaimed(passage, sentences) ? "yes" : "no",
            plain(passage.reason ?? ""),
          ]),
        ),
  ];
}

function countKinds(passages: readonly ListedPassage[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of passages) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const list = kinds.map(([kind, count]) => `${count} ${plain(kind)}`).join(", ");
  return kinds.length === 0 ? "No passage is listed." : `Passages listed: ${list}.`;
}

const isClaimed = (passage: ListedPassage, sentences: readonly SentenceCoverage[]): boolean =>
  sentences.some(
    ({ state, start, end }) => state === "claim" && start < passage.end && end > passage.start,
  );

const placeOf = ({ line, column }: { line: number; column: number }): string => `${line}:${column}`;

/** The first 100 code points. */
function shorten(text: string): string {
  const characters = [...text.replace(/\s+/gu, " ")];
  return characters.length <= 100 ? characters.join("") : `${characters.slice(0, 99).join("")}…`;
}

/** Text that Markdown shows as it is, on one line. */
const plain = (text: string): string =>
  escapeControls(text.replace(/\s+/gu, " ").trim()).replace(MARKS, "\\$&");

// Not the line inside a word, such as that of a code, which marks nothing.
const MARKS = /[\\`*~[<&|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}
