import { createLineTable, type LineTable } from "../line-table.ts";
import { type NormalisedText, normaliseText } from "./normalise-text.ts";
import { createWordIndex, type WordIndex } from "./word-index.ts";

/** A document as quotes are looked up in it; made once, whatever the number of quotes. */
export interface SourceDocument {
  /** The document's own file name. */
  readonly file: string;
  /** The text as received, without a byte order mark. */
  readonly text: string;
  readonly lines: LineTable;
  readonly normalised: NormalisedText;
  /** Of the normalised text. */
  readonly wordIndex: WordIndex;
}

/** A stretch of a document, as the `evidence` table records it: code points, end exclusive. */
export interface TextSpan {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

export function createDocument(file: string, text: string): SourceDocument {
  const normalised = normaliseText(text);
  const wordIndex = createWordIndex(normalised.text);
  return { file, text, lines: createLineTable(text), normalised, wordIndex };
}

const CONTEXT_CODE_POINTS = 32;

/** The stretch of the document between two offsets of its normalised text. */
export function spanAt(document: SourceDocument, from: number, to: number): TextSpan {
  const { text, lines, normalised } = document;
  const rawStart = normalised.starts[from] ?? text.length;
  const rawEnd = normalised.ends[to - 1] ?? rawStart;
  const start = lines.codePointAt(rawStart);
  const end = lines.codePointAt(rawEnd);
  return {
    exact: text.slice(rawStart, rawEnd),
    prefix: text.slice(lines.offsetAt(Math.max(0, start - CONTEXT_CODE_POINTS)), rawStart),
    suffix: text.slice(rawEnd, lines.offsetAt(end + CONTEXT_CODE_POINTS)),
    start,
    end,
    ...lines.lineAndColumnAt(rawStart),
  };
}
