import type { Field, FieldType } from "./model.ts";
import type { Cell, Row } from "./row.ts";

/**
 * Cells of some rows that are known to be sound, as the bytes that they were read from: so that rows can be
 * written and counted without a string for each cell.
 *
 * Cells are numbered row by row, in the order of the table's fields; a cell that is not stated begins where
 * it ends.
 */
export interface CellBatch {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  readonly rows: number;
  /**
   * By cell: where its text begins and ends, without quotes around it. Numbers and days stand there as in
   * canonical CSV; true and false may be in capitals.
   */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** By cell, bit by bit: {@link needsQuotes}, {@link isQuoted}. */
  readonly flags: Uint8Array;
  /**
   * By cell: a number; a day as `yyyymmdd`; 1 for true and 0 for false; of text its number among the texts of
   * the field that were seen so far, or -1 when these are more than {@link mostDistinct}.
   */
  readonly values: Float64Array;
  /**
   * By row: where it begins and ends without its line end, when these bytes are its canonical CSV as they
   * stand: cells in the order of the fields, with commas between them and quotes only where they must be.
   * It begins where it ends when they are not.
   */
  readonly recordStarts: Uint32Array;
  readonly recordEnds: Uint32Array;
}

/** Distinct values of a field are counted up to here, so that memory stays bounded whatever the size of a table. */
export const mostDistinct = 10_000;

/** The text of the cell holds a comma, a quote or a line end. */
export const needsQuotes = 1;

/** Quotes stand around the text of the cell, and those within it are doubled. */
export const isQuoted = 2;

/** The value of a cell; nothing when it is not stated. */
export function cellAt(cells: CellBatch, cell: number, type: FieldType): Cell | undefined {
  const { starts, ends, values } = cells;
  if (starts[cell] === ends[cell]) return undefined;
  if (type === "integer" || type === "number") return values[cell];
  return type === "boolean" ? values[cell] === 1 : textAt(cells, cell);
}

/** The text of a cell. */
export function textAt({ bytes, starts, ends, flags }: CellBatch, cell: number): string {
  const text = decoder.decode(bytes.subarray(starts[cell], ends[cell]));
  return flags[cell] === (needsQuotes | isQuoted) ? text.replaceAll('""', '"') : text;
}

// Without `ignoreBOM`, a text that begins with U+FEFF would lose it.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The values of rows, each with its fields in their order. */
export function rowsOf(cells: CellBatch, fields: readonly Field[]): readonly Row[] {
  return Array.from({ length: cells.rows }, (_, number) => {
    const row: Record<string, Cell> = {};
    for (const [index, { name, type }] of fields.entries()) {
      const cell = cellAt(cells, number * fields.length + index, type);
      if (cell !== undefined) row[name] = cell;
    }
    return row;
  });
}
