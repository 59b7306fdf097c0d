import type { Field, Row } from "@sourcebook/schema";
import type { Options } from "csv-stringify/sync";
import { cellOf, formatCell } from "./format-cell.ts";
import { lateLibrary } from "./late-library.ts";
import type { Content } from "./release-plan.ts";

const library = lateLibrary<typeof import("csv-stringify/sync")>("csv-stringify/sync");

/** How the canonical CSV is written, in the words of Data Package. */
export const csvDialect = {
  delimiter: ",",
  lineTerminator: "\n",
  quoteChar: '"',
  doubleQuote: true,
  header: true,
} as const;

/** Writes rows as canonical CSV, header first, fields in their order; returns the number of rows. */
export async function* formatCsv(
  fields: readonly Field[],
  batches: AsyncIterable<readonly Row[]>,
): Content {
  yield csvHeader(fields);
  const format = csvLines(fields);
  let rows = 0;
  for await (const batch of batches) {
    for (let start = 0; start < batch.length; start += rowsAtOnce) {
      yield format(batch.slice(start, start + rowsAtOnce)).join("");
    }
    rows += batch.length;
  }
  return rows;
}

/** The first line of canonical CSV. */
export const csvHeader = (fields: readonly Field[]): string =>
  library().stringify([fields.map((field) => field.name)], options);

/** Makes a function that writes rows as records of canonical CSV, each with its line end. */
export function csvLines(fields: readonly Field[]): (rows: readonly Row[]) => string[] {
  return (rows) =>
    csvRecords(
      rows.map((row) => fields.map((field) => formatCell(field, cellOf(row, field.name)))),
    );
}

/** Writes records of cells, each with its line end. */
export function csvRecords(records: string[][], lineEnd: "\n" | "\r\n" = "\n"): string[] {
  // A line with nothing on it is no record to most readers.
  if (records[0]?.length === 1) {
    return records.map(
      (cells) =>
        library()
          .stringify([cells], { ...options, quoted_empty: true })
          .slice(0, -1) + lineEnd,
    );
  }
  quoteCells(records);
  return records.map((cells) => cells.join(",") + lineEnd);
}

// The library is fastest with about a hundred records a call.
export const rowsAtOnce = 100;

const options = {
  record_delimiter: "\n",
  // Unless told, the library leaves a bare CR unquoted once the record delimiter is given.
  quote_record_delimiter: true,
} satisfies Options;

/** Puts cells that need it in quotes. The others, nearly all, are written as they are. */
function quoteCells(records: readonly string[][]): void {
  const places: { readonly cells: string[]; readonly index: number }[] = [];
  for (const cells of records) {
    for (let index = 0; index < cells.length; index += 1) {
      if (needsQuotes(cells[index] as string)) places.push({ cells, index });
    }
  }
  if (places.length === 0) return;
  // No checked cell holds a NUL, so it tells the cells apart; if one does, they are written one by one.
  const cells = places.map(({ cells, index }) => [cells[index] as string]);
  const together = library()
    .stringify(cells, { ...options, record_delimiter: "\0" })
    .split("\0");
  const isClean = together.length === cells.length + 1;
  for (const [number, { cells, index }] of places.entries()) {
    const alone = () =>
      library()
        .stringify([[cells[index] as string]], options)
        .slice(0, -1);
    cells[index] = isClean ? (together[number] as string) : alone();
  }
}

/** Whether a cell cannot be written as it is. */
const needsQuotes = (cell: string): boolean => /[",\r\n]/.test(cell);
