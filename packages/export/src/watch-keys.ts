import type { Cell, ForeignKey, Row, TableDefinition } from "@sourcebook/schema";
import { cellOf } from "./format-cell.ts";

/** A row with a fault; rows count from 1 and do not count the header. */
export interface RowNote {
  readonly table: string;
  readonly row: number;
  readonly message: string;
}

/** Watches the rows of all tables go by, to tell which keys are repeated and which lead nowhere. */
export interface KeyWatch {
  /** The order and the unique keys of one table, row by row. */
  watchTable(definition: TableDefinition): (row: Row, rowNumber: number) => readonly string[];
  /** References to rows that never came; each once, at the first row that has it. */
  findUnresolved(): readonly RowNote[];
}

export function createKeyWatch(definitions: readonly TableDefinition[]): KeyWatch {
  const targets = new Map<string, Target>();
  for (const { reference } of definitions.flatMap(({ foreignKeys }) => foreignKeys)) {
    targets.set(JSON.stringify(reference), { ...reference, keys: new Set() });
  }
  const references = new Map<string, RowNote & { readonly target: string; readonly key: string }>();

  const noteReference = (key: ForeignKey, row: Row, at: Omit<RowNote, "message">): void => {
    const target = JSON.stringify(key.reference);
    for (const value of referenceKeys(key, row)) {
      const id = target + value;
      if (references.has(id)) continue;
      const message = `${key.fields.join(", ")} refers to ${value}, which is not in ${key.reference.table}`;
      references.set(id, { ...at, message, target, key: value });
    }
  };

  return {
    watchTable(definition) {
      const { name, primaryKey, uniqueKeys, foreignKeys, sortOrder } = definition;
      const unique = [primaryKey, ...uniqueKeys].map((fields) => ({ fields, seen: new Set() }));
      const own = [...targets.values()].filter(({ table }) => table === name);
      let before: Row | undefined;
      return (row, rowNumber) => {
        const faults: string[] = [];
        if (before && compareRows(sortOrder, before, row) > 0) faults.push("stands out of order");
        before = row;
        for (const { fields, seen } of unique) {
          const key = keyOf(fields, row);
          if (key !== undefined && seen.has(key)) faults.push(`repeats the key ${key}`);
          seen.add(key);
        }
        for (const { fields, keys } of own) keys.add(keyOf(fields, row));
        for (const key of foreignKeys) noteReference(key, row, { table: name, row: rowNumber });
        return faults;
      };
    },
    findUnresolved() {
      return [...references.values()]
        .filter(({ target, key }) => !targets.get(target)?.keys.has(key))
        .map(({ table, row, message }) => ({ table, row, message }));
    },
  };
}

interface Target {
  readonly table: string;
  readonly fields: readonly string[];
  readonly keys: Set<string | undefined>;
}

/** A key as text, framed so that no two keys share it; `undefined` when a part is not stated. */
function keyOf(fields: readonly string[], row: Row): string | undefined {
  const cells = fields.map((field) => cellOf(row, field));
  return cells.includes(undefined) ? undefined : JSON.stringify(cells);
}

function referenceKeys({ fields, each }: ForeignKey, row: Row): readonly string[] {
  if (!each) return [keyOf(fields, row) ?? []].flat();
  const items = cellOf(row, fields[0] ?? "");
  return Array.isArray(items) ? items.map((item) => JSON.stringify([item])) : [];
}

/** By the fields in turn: text by code unit, numbers by value, what is not stated first. */
function compareRows(fields: readonly string[], a: Row, b: Row): number {
  for (const field of fields) {
    const order = compareCells(cellOf(a, field), cellOf(b, field));
    if (order !== 0) return order;
  }
  return 0;
}

function compareCells(a: Cell | undefined, b: Cell | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
