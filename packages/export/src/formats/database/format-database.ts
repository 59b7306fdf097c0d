// EDGE: loads the SQLite library (WebAssembly) from its own package, on first use.
import { type Model, type Row, SourcebookError, type Table } from "@sourcebook/schema";
import type { CellField } from "../../format-cell.ts";
import type { Content } from "../../release-plan.ts";
import { fieldsTable } from "../dictionary-tables.ts";
import { codelistTables, createIndexesSql, createTableSql, identifier } from "./database-schema.ts";
import { RowInserter } from "./row-inserter.ts";

/** Facts of a release that its database holds in the table `sourcebook_release`. */
export type DatabaseFacts = readonly (readonly [key: string, value: string])[];

/**
 * Writes a SQLite database: each table with its keys and references, each codelist, and what the
 * columns mean. Lists are JSON arrays, booleans 0 and 1.
 *
 * The whole database is made in memory. Its bytes are those of one pinned SQLite, whatever Node runs
 * it, and hold no time.
 */
export async function* formatDatabase(
  facts: DatabaseFacts,
  tables: readonly Table[],
  model: Model,
): Content {
  assertDistinct(tables, model);
  // Loaded here, so that a release without a database does not wait for it.
  const { default: loadSqlite } = await import("@sqlite.org/sqlite-wasm");
  const sqlite = await loadSqlite();
  const database = new sqlite.oo1.DB(":memory:");
  const insertAll = async (
    table: string,
    fields: readonly CellField[],
    batches: AsyncIterable<readonly Row[]> | readonly (readonly Row[])[],
  ): Promise<void> => {
    const inserter = new RowInserter(sqlite, database, table, fields);
    try {
      for await (const rows of batches) for (const row of rows) inserter.insert(row);
    } finally {
      inserter.close();
    }
  };
  try {
    database.exec(
      [
        "PRAGMA page_size = 4096",
        "PRAGMA encoding = 'UTF-8'",
        // References were checked with the rows; to check them again takes a sixth of the time.
        "PRAGMA foreign_keys = OFF",
        "BEGIN",
      ].join(";"),
    );
    database.exec(releaseSql);
    const release = facts.map(([key, value]) => ({ key, value }));
    await insertAll("sourcebook_release", texts("key", "value"), [release]);
    for (const { name, entries } of codelistTables(tables, model)) {
      database.exec(codelistSql(name));
      await insertAll(name, texts("code", "title", "description"), [entries as readonly Row[]]);
    }
    const all = [namedTable(fieldsTable(tables), "sourcebook_fields"), ...tables];
    for (const { definition } of all) database.exec(createTableSql(definition, model));
    for (const table of all) {
      const { definition } = table;
      await insertAll(definition.name, definition.fields, table.batches());
      for (const sql of createIndexesSql(definition)) database.exec(sql);
    }
    database.exec("COMMIT");
    yield* slices(sqlite.capi.sqlite3_js_db_export(database));
  } finally {
    database.close();
  }
  return undefined;
}

const releaseSql =
  'CREATE TABLE "sourcebook_release" ( -- What release this is.\n  "key" TEXT NOT NULL PRIMARY KEY,\n  "value" TEXT NOT NULL\n) STRICT, WITHOUT ROWID';

const codelistSql = (name: string): string =>
  `CREATE TABLE ${identifier(name)} (\n  "code" TEXT NOT NULL PRIMARY KEY,\n  "title" TEXT NOT NULL,\n  "description" TEXT NOT NULL\n) STRICT, WITHOUT ROWID`;

const texts = (...names: string[]): CellField[] => names.map((name) => ({ name, type: "string" }));

const namedTable = (table: Table, name: string): Table => ({
  definition: { ...table.definition, name },
  batches: () => table.batches(),
});

const sliceBytes = 1 << 20;

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += sliceBytes) {
    yield bytes.subarray(start, start + sliceBytes);
  }
}

function assertDistinct(tables: readonly Table[], model: Model): void {
  const names = [
    "sourcebook_release",
    "sourcebook_fields",
    ...codelistTables(tables, model).map(({ name }) => name),
    ...tables.map(({ definition }) => definition.name),
  ];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new SourcebookError("USAGE", {
      what: `A database cannot hold two tables named ${twice}`,
      fix: "Rename the table, or take sqlite out of the exports of the dataset",
    });
  }
}
