import type { Cell, Row, TableDefinition } from "@sourcebook/schema";
import { parseCell } from "./parse-cell.ts";

/** A record that was read before, with the text of its cells. */
export interface KnownRow {
  readonly cells: readonly string[];
  readonly row: Row;
}

/**
 * Reads a record of canonical CSV as a row; what cannot be read is told in sentences without subject.
 *
 * @param known a record of the same fields, whose cells are taken over where the text is the same
 */
export function parseRow(
  { fields }: TableDefinition,
  cells: readonly string[],
  known?: KnownRow,
): { readonly row: Row; readonly faults: readonly string[] } {
  const row: Record<string, Cell> = Object.create(null);
  const faults: string[] = [];
  if (cells.length !== fields.length) {
    faults.push(`has ${cells.length} cells, not ${fields.length}`);
  }
  for (const [index, field] of fields.entries()) {
    const text = cells[index] ?? "";
    if (text === "") continue;
    const cell = known?.cells[index] === text ? known.row[field.name] : parseCell(field, text);
    if (cell === undefined) faults.push(`${field.name} is not written as a ${field.type} is`);
    else row[field.name] = cell;
  }
  return { row, faults };
}
