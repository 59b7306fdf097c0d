import type { Cell, FieldType, Row } from "@sourcebook/schema";
import { cellOf } from "../format-cell.ts";
import { parseCell } from "../parse-cell.ts";
import { cellText } from "./cells.ts";
import { compareKeys, formatKey, keyOf } from "./keys.ts";
import type { CellChange, Key, ReleaseDiff, TableDiff } from "./release-diff.ts";

/** The rows of a table and what is needed to read them. */
export interface TableRows {
  readonly table: string;
  readonly fields: readonly { readonly name: string; readonly type: FieldType }[];
  readonly primary_key: readonly string[];
  readonly rows: readonly Row[];
}

/**
 * Makes the tables after out of the tables before and their diff: the proof that a diff tells everything.
 *
 * @throws RangeError when the diff was limited, or is not one of these tables
 */
export function applyDiff(tables: readonly TableRows[], diff: ReleaseDiff): readonly TableRows[] {
  const diffs = new Map(diff.tables.map((table) => [table.renamed_from ?? table.table, table]));
  const kept = tables.flatMap((table) => {
    const change = diffs.get(table.table);
    if (!change) return [table];
    return change.change === "removed" ? [] : [applyToTable(table, change)];
  });
  const added = diff.tables
    .filter(({ change }) => change === "added")
    .map((table) => applyToTable({ ...table, rows: [] }, table));
  return [...kept, ...added];
}

function applyToTable(before: TableRows, diff: TableDiff): TableRows {
  if (diff.omitted > 0) {
    throw new RangeError(`The diff of ${diff.table} leaves out ${diff.omitted} changes`);
  }
  const carry = carrier(diff);
  const rows = new Map<string, Row>();
  const takeBefore = new Map(
    before.rows.map((row) => [formatKey(keyOf(row, before.primary_key)), row]),
  );
  const take = (key: Key): Row => {
    const row = takeBefore.get(formatKey(key));
    if (!row) throw new RangeError(`${diff.table} has no row ${formatKey(key)} to change`);
    takeBefore.delete(formatKey(key));
    return row;
  };
  for (const change of diff.changes) {
    if (change.change === "removed") take(change.key);
    if (change.change === "changed") {
      rows.set(formatKey(change.key), setCells(carry(take(change.key)), change.cells));
    }
    if (change.change === "moved") {
      const key = diff.primary_key.map((field, at) => ({ field, after: change.key[at] ?? "" }));
      rows.set(
        formatKey(change.key),
        setCells(carry(take(change.from)), [...key, ...change.cells]),
      );
    }
  }
  for (const [key, row] of takeBefore) rows.set(key, carry(row));
  for (const change of diff.changes) {
    if (change.change === "added") rows.set(formatKey(change.key), change.cells);
  }
  return {
    table: diff.table,
    fields: diff.fields,
    primary_key: diff.primary_key,
    rows: [...rows.values()]
      .map((row) => ({ row, key: keyOf(row, diff.primary_key) }))
      .sort((a, b) => compareKeys(a.key, b.key, []))
      .map(({ row }) => row),
  };
}

/** Takes a row over into the fields after: renamed, of another type, without the fields that are gone. */
function carrier(diff: TableDiff): (row: Row) => Row {
  const oldName = new Map(diff.fields_renamed.map(({ from, to }) => [to, from]));
  const retyped = new Set(diff.fields_retyped.map(({ field }) => field));
  const added = new Set(diff.fields_added);
  const stayed = diff.fields.filter(({ name }) => !added.has(name));
  return (row) => {
    const cells: [string, Cell][] = [];
    for (const { name, type } of stayed) {
      const cell = cellOf(row, oldName.get(name) ?? name);
      if (cell === undefined) continue;
      const renewed = retyped.has(name) ? parseCell({ name, type }, cellText(cell)) : cell;
      if (renewed !== undefined) cells.push([name, renewed]);
    }
    return Object.fromEntries(cells);
  };
}

function setCells(row: Row, changes: readonly CellChange[]): Row {
  const cells = new Map(Object.entries(row));
  for (const { field, after } of changes) {
    if (after === undefined) cells.delete(field);
    else cells.set(field, after);
  }
  return Object.fromEntries(cells);
}
