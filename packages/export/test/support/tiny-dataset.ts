import type { Dataset, Field, Row, Table, TableDefinition } from "@sourcebook/schema";

/** A made-up dataset with one of everything that a release has to get right. */
export function tinyDataset(
  changes: Partial<Dataset> & { readonly batchRows?: number } = {},
): Dataset {
  const { batchRows = 2, ...given } = changes;
  return {
    name: "tiny",
    title: "A tiny dataset",
    version: "1.0.0",
    description: "Two tables, made up for tests.",
    licence: "CC-BY-4.0",
    notice: "Quoted words stay the property of their authors.",
    keywords: ["test", "tiny"],
    contributors: [{ title: "Example City", role: "publisher", path: "https://example.org" }],
    exports: ["csv", "json", "zip"],
    model: {
      name: "tiny",
      version: "0.3.0",
      tables: { sources, readings },
      codelists: {
        kinds: [
          { code: "air", title: "Air", description: "Measured in air." },
          { code: "water", title: "Water", description: "Measured in water." },
        ],
      },
    },
    tables: [
      tableOf(sources, sourceRows, batchRows),
      tableOf(readings, readingRows, batchRows),
      tableOf(empty, [], batchRows),
    ],
    inputs: [
      { path: "data/readings.csv", bytes: 210, sha256: "a".repeat(64) },
      { path: "dataset.yaml", bytes: 88, sha256: "b".repeat(64) },
    ],
    ...given,
  };
}

/** One table and few files, for tests that cut hundreds of times. */
export function smallDataset(changes: Partial<Dataset> = {}): Dataset {
  return {
    ...tinyDataset(),
    name: "small",
    exports: ["csv", "zip"],
    tables: [tableOf(sources, sourceRows)],
    ...changes,
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
    async *batches() {
      for (let start = 0; start < rows.length; start += batchRows) {
        yield rows.slice(start, start + batchRows);
      }
    },
  };
}

export const text = (name: string, more: Partial<Field> = {}): Field => ({
  name,
  type: "string",
  title: name,
  description: `The ${name}.`,
  required: false,
  examples: [],
  definitionVersion: 1,
  ...more,
});

export function define(
  name: string,
  fields: readonly Field[],
  more: Partial<TableDefinition> = {},
): TableDefinition {
  const primaryKey = [fields[0]?.name ?? "id"];
  return {
    name,
    title: `Table ${name}`,
    description: `All ${name}.`,
    fields,
    primaryKey,
    uniqueKeys: [],
    foreignKeys: [],
    sortOrder: primaryKey,
    schema: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: `Table ${name}`,
      type: "object",
    },
    ...more,
  };
}

const sources = define("sources", [
  text("id", { required: true }),
  text("title"),
  text("url"),
  text("authors", { type: "list" }),
]);

const readings = define(
  "readings",
  [
    text("id", { required: true }),
    text("source_id", { required: true }),
    text("kind", { required: true, codelist: "kinds", enum: ["air", "water"] }),
    text("value", { type: "number", unit: "mg/l" }),
    text("count", { type: "integer" }),
    text("checked", { type: "boolean" }),
    text("note"),
  ],
  {
    uniqueKeys: [["source_id", "note"]],
    foreignKeys: [{ fields: ["source_id"], reference: { table: "sources", fields: ["id"] } }],
  },
);

const empty = define("retired", [text("id", { required: true })]);

const sourceRows: readonly Row[] = [
  { id: "a-report", title: 'A "report", in parts', url: "https://example.org/a" },
  { id: "b-report", authors: ["Ann; of Example", 'Bob "B"', "Åsa"] },
];

const readingRows: readonly Row[] = [
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
];
