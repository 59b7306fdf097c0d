import {
  type Cell,
  type CellBatch,
  type Field,
  isQuoted,
  mostDistinct,
  needsQuotes,
  type Row,
} from "@sourcebook/schema";
import { formatCell } from "../../src/format-cell.ts";

/** How rows that are at hand as bytes may have been written: any of these is read as the same values. */
export interface Writing {
  /** Quotes stand around every text, and flags are in capitals. */
  readonly quotesAll: boolean;
  /** Records are canonical CSV, as far as their cells are. */
  readonly isInOrder: boolean;
}

/** By field: the numbers of the texts that were seen so far. */
export type TextNumbers = Map<string, Map<string, number>>;

/** Rows without lists as the bytes that they may have been read from. */
export function cellsOf(
  rows: readonly Row[],
  fields: readonly Field[],
  { quotesAll, isInOrder }: Writing,
  texts: TextNumbers,
): CellBatch {
  const count = rows.length * fields.length;
  const cells = {
    rows: rows.length,
    starts: new Uint32Array(count),
    ends: new Uint32Array(count),
    flags: new Uint8Array(count),
    values: new Float64Array(count).fill(Number.NaN),
    recordStarts: new Uint32Array(rows.length),
    recordEnds: new Uint32Array(rows.length),
  };
  let bytes = Buffer.alloc(0);
  const add = (text: string): void => {
    bytes = Buffer.concat([bytes, Buffer.from(text)]);
  };
  for (const [number, row] of rows.entries()) {
    cells.recordStarts[number] = bytes.length;
    let isCanonical = isInOrder;
    for (const [index, field] of fields.entries()) {
      const cell = number * fields.length + index;
      const value = row[field.name];
      if (index > 0) add(isInOrder ? "," : "\t");
      cells.starts[cell] = bytes.length;
      cells.ends[cell] = bytes.length;
      if (value === undefined) continue;
      const text = quotesAll && value === true ? "TRUE" : formatCell(field, value);
      const must = /[",\r\n]/.test(text);
      const hasQuotes = must || (quotesAll && typeof value === "string");
      if (hasQuotes) add('"');
      cells.starts[cell] = bytes.length;
      add(hasQuotes ? text.replaceAll('"', '""') : text);
      cells.ends[cell] = bytes.length;
      if (hasQuotes) add('"');
      cells.flags[cell] = (must ? needsQuotes : 0) | (hasQuotes ? isQuoted : 0);
      cells.values[cell] = numberFor(field, value, texts);
      isCanonical &&= text !== "TRUE" && hasQuotes === must;
    }
    cells.recordEnds[number] = isCanonical ? bytes.length : (cells.recordStarts[number] ?? 0);
    add("\n");
  }
  return { ...cells, bytes };
}

function numberFor({ name, type }: Field, value: Cell, texts: TextNumbers): number {
  if (type === "date") return Number(String(value).replaceAll("-", ""));
  if (typeof value !== "string") return Number(value);
  const known = texts.get(name) ?? new Map<string, number>();
  texts.set(name, known);
  // As a reader of CSV does: it numbers one more than is counted, and then none.
  if (known.size > mostDistinct) return -1;
  const number = known.get(value) ?? known.size;
  known.set(value, number);
  return number;
}
