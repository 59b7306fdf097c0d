import type { Dataset, Row } from "@sourcebook/schema";
import { decodeText } from "../decode-text.ts";
import { createLineTable } from "../line-table.ts";
import type { ProjectFiles } from "../project-files.ts";
import { splitSentences } from "./split-sentences.ts";

/** A sentence, heading or caption of a document, and what of the dataset rests on it. */
export interface SentenceCoverage {
  readonly text: string;
  /** In code points from 0, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  /** `claim` when a claim or footnote quotes any of it, else `passage` when it is listed as one. */
  readonly state: "claim" | "passage" | "none";
  /** How much of its letters and digits, footnote marks aside, is quoted or listed, in hundredths. */
  readonly share: number;
}

/** A stretch that is listed as no statement, or as standing outside the running text. */
export interface ListedPassage {
  readonly kind: string;
  readonly text: string;
  /** In code points from 0, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly reason?: string;
}

/** The sentences of one document, and the passages listed in it, both in order. */
export interface DocumentCoverage {
  readonly source_id: string;
  readonly file: string;
  readonly sentences: readonly SentenceCoverage[];
  readonly passages: readonly ListedPassage[];
}

/**
 * Tells for every sentence of every document whether anything in the dataset rests on it: what is
 * neither quoted nor listed as a passage may have been overlooked.
 *
 * @param files those that the dataset was made from
 */
export async function checkCoverage(
  dataset: Dataset,
  files: ProjectFiles,
): Promise<readonly DocumentCoverage[]> {
  const rowsOf = (name: string) => collectRows(dataset, name);
  const citations = await rowsOf("citations");
  const quoted = [...(await rowsOf("evidence")), ...citations];
  const listed = await rowsOf("passages");
  return (await rowsOf("sources")).flatMap((source) => {
    const file = String(source.rendition ?? source.file);
    const bytes = files.get(`documents/${file}`);
    const decoded = bytes === undefined ? undefined : decodeText(bytes);
    if (!decoded?.ok) return [];
    const isHere = ({ source_id: sourceId }: Row) => sourceId === source.id;
    const sentences = coverSentences(
      decoded.text,
      quoted.filter(isHere).map(spanOf),
      listed.filter(isHere).map(spanOf),
      marksOf(citations.filter(isHere), decoded.text),
    );
    const passages = listed.filter(isHere).map(passageOf);
    return [{ source_id: String(source.id), file, sentences, passages }];
  });
}

async function collectRows(dataset: Dataset, name: string): Promise<Row[]> {
  const rows: Row[] = [];
  const table = dataset.tables.find(({ definition }) => definition.name === name);
  if (table === undefined) return rows;
  for await (const batch of table.batches()) rows.push(...batch);
  return rows;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const spanOf = ({ start, end }: Row): Span => ({ start: Number(start), end: Number(end) });

/** The marks of recorded footnotes: their digits are no words of the sentence they stand in. */
function marksOf(citations: readonly Row[], text: string): Span[] {
  const characters = [...text];
  return citations.flatMap(({ marker_start: start, number }) => {
    if (start === undefined) return [];
    const from = Number(start);
    const bracket = /[[(]/.test(characters[from] ?? "") ? 1 : 0;
    return [{ start: from, end: from + bracket + String(number).length }];
  });
}

const passageOf = ({ kind, exact, start, end, line, column, reason }: Row): ListedPassage => ({
  kind: String(kind),
  text: String(exact),
  start: Number(start),
  end: Number(end),
  line: Number(line),
  column: Number(column),
  ...(reason === undefined ? {} : { reason: String(reason) }),
});

function coverSentences(
  text: string,
  quoted: readonly Span[],
  listed: readonly Span[],
  marks: readonly Span[],
): SentenceCoverage[] {
  const lines = createLineTable(text);
  const length = lines.codePointAt(text.length);
  const claims = paint(length, quoted);
  const passages = paint(length, listed);
  const isMark = paint(length, marks);
  return splitSentences(text).map((span) => {
    const words = text.slice(span.start, span.end);
    const start = lines.codePointAt(span.start);
    let [all, inClaims, inPassages, inEither] = [0, 0, 0, 0];
    let at = start;
    for (const character of words) {
      if (isMark[at] === 0 && /[\p{L}\p{N}]/u.test(character)) {
        all += 1;
        inClaims += claims[at] ?? 0;
        inPassages += passages[at] ?? 0;
        inEither += (claims[at] ?? 0) | (passages[at] ?? 0);
      }
      at += 1;
    }
    const state = inClaims > 0 ? "claim" : inPassages > 0 ? "passage" : "none";
    const share = all === 0 ? 1 : Math.floor((inEither / all) * 100) / 100;
    const place = lines.lineAndColumnAt(span.start);
    return { text: words, start, end: at, ...place, state, share };
  });
}

/** One for each code point that a span holds, else zero. */
function paint(length: number, spans: readonly Span[]): Uint8Array {
  const painted = new Uint8Array(length);
  for (const { start, end } of spans) painted.fill(1, start, end);
  return painted;
}
