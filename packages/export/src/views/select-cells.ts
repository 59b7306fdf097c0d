import type { Cell, Field, Row } from "@sourcebook/schema";

/** A row with the cells of the given fields, in their order; what is not stated is left out. */
export function selectCells(
  fields: readonly Field[],
  cells: Readonly<Record<string, Cell | undefined>>,
): Row {
  const row: Record<string, Cell> = {};
  for (const { name } of fields) {
    const cell = Object.hasOwn(cells, name) ? cells[name] : undefined;
    if (cell !== undefined) row[name] = cell;
  }
  return row;
}
