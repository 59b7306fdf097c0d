import type { Field, Row } from "@sourcebook/schema";
import { cellOf } from "./format-cell.ts";
import type { Content } from "./release-plan.ts";

/**
 * Writes rows as a JSON array with one row a line, keys in the order of the fields, absent cells
 * left out; returns the number of rows.
 */
export async function* formatJson(
  fields: readonly Field[],
  batches: AsyncIterable<readonly Row[]>,
): Content {
  const formatRow = jsonRowFormatter(fields);
  let rows = 0;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield (rows === 0 ? "[\n" : ",\n") + batch.map(formatRow).join(",\n");
    rows += batch.length;
  }
  yield rows === 0 ? "[]\n" : "\n]\n";
  return rows;
}

/** Makes a function that writes a row as one line of JSON, keys in the order of the fields. */
export function jsonRowFormatter(fields: readonly Field[]): (row: Row) => string {
  const names = fields.map(({ name }) => name);
  const keys = names.map((name) => [name, `${JSON.stringify(name)}:`] as const);
  return (row) => {
    if (isInOrder(row, names)) return JSON.stringify(row);
    const members: string[] = [];
    for (const [name, key] of keys) {
      const cell = cellOf(row, name);
      if (cell !== undefined) members.push(key + JSON.stringify(cell));
    }
    return `{${members.join(",")}}`;
  };
}

/** Whether the cells of a row come in the order of the fields, and there are no others. */
function isInOrder(row: Row, names: readonly string[]): boolean {
  let at = 0;
  for (const name in row) {
    while (at < names.length && names[at] !== name) at += 1;
    if (at === names.length) return false;
    at += 1;
  }
  return true;
}
