import type { Field, Row } from "@sourcebook/schema";
import { cellOf, formatCell } from "../format-cell.ts";
import { csvRecords, rowsAtOnce } from "../format-csv.ts";
import type { Content } from "../release-plan.ts";

/** How the CSV files for spreadsheets are written, in the words of Data Package. */
export const excelCsvDialect = {
  delimiter: ",",
  lineTerminator: "\r\n",
  quoteChar: '"',
  doubleQuote: true,
  header: true,
} as const;

/**
 * Writes rows as CSV that a spreadsheet opens without running anything: with a byte-order mark, CRLF,
 * and an apostrophe before text that it could take for a formula. Returns the number of rows.
 *
 * Take one apostrophe from the start of each cell that begins with one, and the values are those of
 * the canonical file.
 */
export async function* formatExcelCsv(
  fields: readonly Field[],
  batches: AsyncIterable<readonly Row[]>,
): Content {
  yield `\u{FEFF}${format([fields.map(({ name }) => guardFormula(name))])}`;
  let rows = 0;
  for await (const batch of batches) {
    for (let start = 0; start < batch.length; start += rowsAtOnce) {
      yield format(
        batch
          .slice(start, start + rowsAtOnce)
          .map((row) => fields.map((field) => guardedCell(field, row))),
      );
    }
    rows += batch.length;
  }
  return rows;
}

const format = (records: string[][]): string => csvRecords(records, "\r\n").join("");

function guardedCell(field: Field, row: Row): string {
  const cell = cellOf(row, field.name);
  const text = formatCell(field, cell);
  // A negative number is a number; only words can be taken for a formula.
  return typeof cell === "number" || typeof cell === "boolean" ? text : guardFormula(text);
}

/** Puts an apostrophe before text that a spreadsheet could take for a formula, or that has one. */
export function guardFormula(text: string): string {
  return startsLikeFormula(text) || text.startsWith("'") ? `'${text}` : text;
}

/**
 * Whether a spreadsheet could take the text for a formula: it begins with `= + - @`, their full-width
 * forms, or with white space or control characters that some programs skip before them.
 */
export function startsLikeFormula(text: string): boolean {
  return /^(?:[\0\t\r\n]|[\s\u{FEFF}\u{200B}]*[=+\-@＝＋－＠])/u.test(text);
}
