import type { ForeignKey, IssueCode, Model, TableDefinition } from "@sourcebook/schema";
import { didYouMean } from "../did-you-mean.ts";
import { groupBy } from "../group-by.ts";
import type { IssueList } from "../issue-list.ts";
import type { Place } from "../line-table.ts";
import { type LocatedRow, placeOf } from "./located-row.ts";

/** Tables of which not all rows could be read, so that a missing id in them says nothing. */
export type IncompleteTables = ReadonlySet<string>;

/** Reports keys that occur twice and references that lead nowhere. */
export function checkReferences(
  rows: readonly LocatedRow[],
  model: Model,
  incomplete: IncompleteTables,
  issues: IssueList,
): void {
  const rowsByTable = groupBy(rows, ({ table }) => table);
  const keys = new Map<string, Set<string>>();
  for (const definition of Object.values(model.tables)) {
    const tableRows = rowsByTable.get(definition.name) ?? [];
    checkUnique(tableRows, definition.primaryKey, "duplicate-id", issues);
    for (const fields of definition.uniqueKeys) {
      checkUnique(tableRows, fields, "duplicate-value", issues);
    }
    for (const { reference } of definition.foreignKeys) {
      const name = keyName(reference);
      if (keys.has(name)) continue;
      const targets = rowsByTable.get(reference.table) ?? [];
      keys.set(name, new Set(targets.flatMap((target) => keyOf(target, reference.fields) ?? [])));
    }
  }
  for (const definition of Object.values(model.tables)) {
    for (const foreignKey of definition.foreignKeys) {
      if (incomplete.has(foreignKey.reference.table)) continue;
      const known = keys.get(keyName(foreignKey.reference)) ?? new Set();
      const [field = ""] = foreignKey.fields;
      for (const row of rowsByTable.get(definition.name) ?? []) {
        // A row that was derived from a record (an entity's names, a claim's evidence) would repeat its fault.
        if (row.places.has(field)) checkForeignKey(row, definition, foreignKey, known, issues);
      }
    }
  }
}

const keyName = ({ table, fields }: ForeignKey["reference"]) => JSON.stringify([table, ...fields]);

/** The cells of a key, framed so that ("a.b", "c") is not ("a", "b.c"); nothing when one is empty. */
function keyOf({ row }: LocatedRow, fields: readonly string[]): string | undefined {
  const [first = ""] = fields;
  if (fields.length === 1) return row[first] === undefined ? undefined : String(row[first]);
  const cells = fields.map((field) => row[field]);
  return cells.includes(undefined) ? undefined : JSON.stringify(cells);
}

function checkUnique(
  rows: readonly LocatedRow[],
  fields: readonly string[],
  code: "duplicate-id" | "duplicate-value",
  issues: IssueList,
): void {
  const first = new Map<string, LocatedRow>();
  for (const row of rows) {
    const key = keyOf(row, fields);
    if (key === undefined) continue;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, row);
      continue;
    }
    const field = fields.findLast((name) => row.places.has(name));
    if (field === undefined) continue; // derived from a record whose own id is given twice
    issues.add(code, placeOf(row, field), () => ({
      message: `${showKey(row, fields)} was given at ${showPlace(placeOf(other, field))} already.`,
      fix: code === "duplicate-id" ? "Choose another id, or remove one of the two." : "Keep one.",
      field,
      value: String(row.row[field] ?? ""),
    }));
  }
}

const showKey = ({ row }: LocatedRow, fields: readonly string[]) =>
  fields.map((field) => `\`${field}\` ${String(row[field])}`).join(", ");

export const showPlace = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

const CODES: Readonly<Record<string, IssueCode>> = {
  entities: "unknown-entity",
  claims: "unknown-claim",
};

function checkForeignKey(
  row: LocatedRow,
  definition: TableDefinition,
  { fields, reference }: ForeignKey,
  known: ReadonlySet<string>,
  issues: IssueList,
): void {
  const [field = ""] = fields;
  const cell = row.row[field];
  const wanted = Array.isArray(cell) ? cell.map(String) : [keyOf(row, fields)];
  for (const key of wanted) {
    if (key === undefined || known.has(key)) continue;
    issues.add(CODES[reference.table] ?? "unknown-reference", placeOf(row, field), () => ({
      message: `There is no ${key} in the table ${reference.table}.`,
      fix:
        didYouMean(key, known) ||
        HOW_TO_ADD[reference.table] ||
        "Add it, or correct the reference.",
      table: definition.name,
      field,
      value: key,
    }));
  }
}

const HOW_TO_ADD: Readonly<Record<string, string>> = {
  entities: "Add the entity to a file in registry/, or correct the id.",
  claims:
    "Write it as <source-id>.<claim-id>; a claim of the same source may go by its own id alone in `about`.",
};
