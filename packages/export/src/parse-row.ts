import type { Cell, Row, TableDefinition } from "@sourcebook/schema";
import { parseCell } from "./parse-cell.ts";

/** Reads a record of canonical CSV as a row; what cannot be read is told in sentences without subject. */
export function parseRow(
  { fields }: TableDefinition,
  cells: readonly string[],
): { readonly row: Row; readonly faults: readonly string[] } {
  const row: Record<string, Cell> = Object.create(null);
  const faults: string[] = [];
  if (cells.length !== fields.length) {
    faults.push(`has ${cells.length} cells, not ${fields.length}`);
  }
  for (const [index, field] of fields.entries()) {
    const text = cells[index] ?? "";
    if (text === "") continue;
    const cell = parseCell(field, text);
    if (cell === undefined) faults.push(`${field.name} is not written as a ${field.type} is`);
    else row[field.name] = cell;
  }
  return { row, faults };
}
