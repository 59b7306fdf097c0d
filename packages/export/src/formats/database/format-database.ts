// EDGE: loads the SQLite library (WebAssembly) from its own package, on first use.
import { type Cell, type Field, type Model, SourcebookError, type Table } from "@sourcebook/schema";
import type { Database, PreparedStatement, Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import { cellOf } from "../../format-cell.ts";
import type { Content } from "../../release-plan.ts";
import { fieldsTable } from "../dictionary-tables.ts";
import { codelistTables, createIndexesSql, createTableSql, identifier } from "./database-schema.ts";

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
  try {
    database.exec(
      [
        "PRAGMA page_size = 4096",
        "PRAGMA encoding = 'UTF-8'",
        "PRAGMA foreign_keys = ON",
        "BEGIN",
      ].join(";"),
    );
    insertAll(database, "sourcebook_release", releaseSql, facts);
    for (const { name, entries } of codelistTables(tables, model)) {
      const rows = entries.map(({ code, title, description }) => [code, title, description]);
      insertAll(database, name, codelistSql(name), rows);
    }
    const all = [namedTable(fieldsTable(tables), "sourcebook_fields"), ...tables];
    // All before the first row: SQLite takes no row for a table that refers to one not yet made.
    for (const { definition } of all) database.exec(createTableSql(definition, model));
    for (const table of all) await insertTable(sqlite, database, table);
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

async function insertTable(
  { capi }: Sqlite3Static,
  database: Database,
  table: Table,
): Promise<void> {
  const { definition } = table;
  const insert = prepareInsert(database, definition.name, definition.fields.length);
  try {
    for await (const batch of table.batches()) {
      for (const row of batch) {
        for (const [index, field] of definition.fields.entries()) {
          const cell = cellOf(row, field.name);
          // Empty already: most cells are, and to bind each would take longer than to bind the others.
          if (cell === undefined) continue;
          if (field.type === "number" && typeof cell === "number") {
            // The library binds a whole number as an integer, and from 2^63 on as a wrong one.
            capi.sqlite3_bind_double(insert, index + 1, cell);
          } else {
            insert.bind(index + 1, bindable(field, cell));
          }
        }
        insert.stepReset().clearBindings();
      }
    }
  } finally {
    insert.finalize();
  }
  for (const sql of createIndexesSql(definition)) database.exec(sql);
}

function insertAll(
  database: Database,
  name: string,
  sql: string,
  rows: readonly (readonly string[])[],
): void {
  database.exec(sql);
  if (rows[0] === undefined) return;
  const insert = prepareInsert(database, name, rows[0].length);
  for (const row of rows) insert.bind([...row]).stepReset();
  insert.finalize();
}

function prepareInsert(database: Database, name: string, columns: number): PreparedStatement {
  const places = Array.from({ length: columns }, () => "?").join(", ");
  return database.prepare(`INSERT INTO ${identifier(name)} VALUES (${places})`);
}

function bindable({ type }: Field, cell: Cell): string | number | bigint {
  switch (typeof cell) {
    case "string":
      return cell;
    case "boolean":
      return cell ? 1 : 0;
    case "number":
      return type === "integer" ? BigInt(cell) : cell;
    default:
      return JSON.stringify(cell);
  }
}

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
