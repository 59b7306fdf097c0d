import type { Dataset, Row, Table, TableDefinition } from "@sourcebook/schema";
import { compileModel } from "@sourcebook/schema/compile";

/**
 * A made-up dataset with one of everything that a release has to get right.
 *
 * Each version describes itself otherwise: without any change there is nothing to release.
 */
export function tinyDataset(
  changes: Partial<Dataset> & { readonly batchRows?: number } = {},
): Dataset {
  const { batchRows = 2, ...given } = changes;
  const { version = "1.0.0" } = given;
  return {
    name: "tiny",
    title: "A tiny dataset",
    version,
    description: `Three tables, made up for tests${version === "1.0.0" ? "" : ` of ${version}`}.`,
    licence: "CC-BY-4.0",
    notice: "Quoted words stay the property of their authors.",
    keywords: ["test", "tiny"],
    homepage: "https://example.org/tiny",
    contributors: [{ title: "Example City", role: "publisher", path: "https://example.org" }],
    exports: ["csv", "json", "zip"],
    model,
    tables: Object.values(model.tables).map((definition) =>
      tableOf(definition, rows[definition.name] ?? [], batchRows),
    ),
    inputs: [
      { path: "data/readings.csv", bytes: 210, sha256: "a".repeat(64) },
      { path: "dataset.yaml", bytes: 88, sha256: "b".repeat(64) },
    ],
    ...given,
  };
}

/** One table and few files, for tests that cut hundreds of times. */
export function smallDataset(changes: Partial<Dataset> = {}): Dataset {
  const { tables, ...tiny } = tinyDataset({ name: "small", exports: ["csv", "zip"], ...changes });
  return {
    ...tiny,
    tables: tables.filter(({ definition }) => definition.name === "people"),
    ...(changes.tables && { tables: changes.tables }),
  };
}

/** A table of any rows, in batches of a given size. */
export function tableOf(
  definition: TableDefinition,
  rows: readonly Row[],
  batchRows: number = 100,
): Table {
  return {
    definition,
    rows: rows.length,
    async *batches() {
      for (let start = 0; start < rows.length; start += batchRows) {
        yield rows.slice(start, start + batchRows);
      }
    },
  };
}

/** The row schema of a table, as a project with a model of its own writes it. */
export function rowSchema(
  name: string,
  fields: Readonly<Record<string, object>>,
  required: readonly string[],
  keys: object = {},
): object {
  const properties = Object.entries(fields).map(([field, schema]) => [
    field,
    { title: field, description: `The ${field}.`, ...schema },
  ]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: name,
    description: `All ${name}.`,
    table: { name, title: `Table ${name}`, primaryKey: ["id"], ...keys },
    type: "object",
    properties: Object.fromEntries(properties),
    required,
    additionalProperties: false,
  };
}

const text = { type: "string", minLength: 1 };

const compiled = compileModel(
  {
    "sources.schema.json": rowSchema(
      "sources",
      {
        id: text,
        title: text,
        url: { type: "string", format: "uri" },
        authors: { type: "array", items: text },
      },
      ["id"],
      { foreignKeys: [{ fields: ["authors"], reference: { table: "people", fields: ["id"] } }] },
    ),
    "readings.schema.json": rowSchema(
      "readings",
      {
        id: text,
        source_id: text,
        kind: { type: "string", codelist: "kinds" },
        value: { type: "number", unit: "mg/l" },
        count: { type: "integer", minimum: 0 },
        checked: { type: "boolean" },
        note: text,
      },
      ["id", "source_id", "kind"],
      {
        uniqueKeys: [["source_id", "note"]],
        foreignKeys: [{ fields: ["source_id"], reference: { table: "sources", fields: ["id"] } }],
      },
    ),
    "people.schema.json": rowSchema("people", { id: text }, ["id"]),
    "retired.schema.json": rowSchema("retired", { id: text }, ["id"]),
  },
  {
    kinds: [
      { code: "air", title: "Air", description: "Measured in air." },
      { code: "water", title: "Water", description: "Measured in water." },
    ],
  },
  { name: "tiny", version: "0.3" },
);
if (compiled.model === undefined) throw new Error(JSON.stringify(compiled.issues));
const { model } = compiled;

const rows: Readonly<Record<string, readonly Row[]>> = {
  sources: [
    { id: "a-report", title: 'A "report", in parts', url: "https://example.org/a" },
    { id: "b-report", authors: ["Ann; of Example", 'Bob "B"', "Åsa"] },
  ],
  readings: [
    { id: "r1", source_id: "a-report", kind: "air", value: 0.0000001, count: 3, checked: false },
    {
      id: "r2",
      source_id: "a-report",
      kind: "water",
      value: -12.5,
      checked: true,
      note: "two\nlines",
    },
    { id: "r3", source_id: "b-report", kind: "air", value: 1e21, note: "bare\rreturn, and comma" },
    { id: "r4", source_id: "b-report", kind: "air", note: "  =1+1 été 山 🜁 " },
    { id: "r5", source_id: "b-report", kind: "water", count: 0 },
  ],
  people: [{ id: "Ann; of Example" }, { id: 'Bob "B"' }, { id: "Åsa" }],
};
