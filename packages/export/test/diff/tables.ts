import type { Cell, Field, Model, Row, Table, TableDefinition } from "@sourcebook/schema";
import type { TableRows } from "../../src/diff/apply-diff.ts";
import { compareKeys, keyOf } from "../../src/diff/keys.ts";
import type { Comparable } from "../../src/diff/release-diff.ts";

type FieldSpec = string | (Partial<Field> & Pick<Field, "name">);
type TableSpec = Partial<Omit<TableDefinition, "fields" | "name">> & {
  name: string;
  fields: readonly FieldSpec[];
};

/** A definition from its names alone: `"id"` is a text field, `"value:number"` a number. */
export function defineTable({ name, fields, ...rest }: TableSpec): TableDefinition {
  const defined = fields.map(defineField);
  const primaryKey = rest.primaryKey ?? defined.slice(0, 1).map((field) => field.name);
  return {
    title: name,
    description: `The table ${name}`,
    uniqueKeys: [],
    foreignKeys: [],
    sortOrder: primaryKey,
    schema: {},
    ...rest,
    name,
    fields: defined,
    primaryKey,
  };
}

function defineField(spec: FieldSpec): Field {
  const given = typeof spec === "string" ? { name: spec } : spec;
  const [name = "", type = "string"] = given.name.split(":");
  return {
    title: name,
    description: `The field ${name}`,
    required: false,
    examples: [],
    definitionVersion: 1,
    type: type as Field["type"],
    ...given,
    name,
  };
}

export type CellsByField = Readonly<Record<string, Cell>>;

/** A table in key order, in batches of two, so that borders between batches are met. */
export const makeTable = (definition: TableDefinition, rows: readonly CellsByField[]): Table =>
  tableOf(definition, inKeyOrder(definition, rows));

export const inKeyOrder = (
  { primaryKey }: TableDefinition,
  rows: readonly CellsByField[],
): readonly Row[] =>
  rows.toSorted((a, b) => compareKeys(keyOf(a, primaryKey), keyOf(b, primaryKey), []));

/** A table in just the order of `rows`. */
export const tableOf = (definition: TableDefinition, rows: readonly Row[]): Table => ({
  definition,
  batches: async function* () {
    for (let at = 0; at < rows.length; at += 2) yield rows.slice(at, at + 2);
  },
});

export function makeRelease(
  tables: readonly Table[],
  rest: Partial<Omit<Comparable, "tables">> & { codelists?: Model["codelists"] } = {},
): Comparable {
  const { codelists = {}, ...properties } = rest;
  return {
    name: "shop",
    title: "A shop",
    version: "1.0.0",
    licence: "CC0-1.0",
    contributors: [],
    model: {
      name: "shops",
      version: "1.0.0",
      tables: Object.fromEntries(tables.map(({ definition }) => [definition.name, definition])),
      codelists,
    },
    ...properties,
    tables,
  };
}

/** All rows of a release, by table, as `applyDiff` takes and gives them. */
export async function rowsOf({ tables }: Comparable): Promise<TableRows[]> {
  const all: TableRows[] = [];
  for (const { definition, batches } of tables) {
    const rows: Row[] = [];
    for await (const batch of batches()) rows.push(...batch);
    all.push({
      table: definition.name,
      fields: definition.fields.map(({ name, type }) => ({ name, type })),
      primary_key: definition.primaryKey,
      rows,
    });
  }
  return all.sort((a, b) => (a.table < b.table ? -1 : 1));
}
