import type { Cell, Row } from "@sourcebook/schema";
import type { Database, PreparedStatement, Sqlite3Static } from "@sqlite.org/sqlite-wasm";
import { type CellField, cellOf } from "../../format-cell.ts";
import { identifier } from "./database-schema.ts";

/** Functions of SQLite itself: what the library puts around them takes longer than they do. */
interface Functions {
  sqlite3_bind_text(
    statement: number,
    at: number,
    text: number,
    bytes: number,
    end: number,
  ): number;
  sqlite3_bind_double(statement: number, at: number, value: number): number;
  sqlite3_bind_int(statement: number, at: number, value: number): number;
}

/** Inserts rows into a table. Lists become JSON, booleans 0 and 1. */
export class RowInserter {
  readonly #sqlite: Sqlite3Static;
  readonly #functions: Functions;
  readonly #database: Database;
  readonly #fields: readonly CellField[];
  readonly #insert: PreparedStatement;
  readonly #pointer: number;
  readonly #encoder = new TextEncoder();
  /** Memory of SQLite that each text passes through. */
  #address = 0;
  #room = 0;
  #memory: Uint8Array = new Uint8Array();

  /** @param fields in the order of the columns */
  constructor(
    sqlite: Sqlite3Static,
    database: Database,
    table: string,
    fields: readonly CellField[],
  ) {
    this.#sqlite = sqlite;
    this.#functions = sqlite.wasm.exports;
    this.#database = database;
    this.#fields = fields;
    const places = fields.map(() => "?").join(", ");
    this.#insert = database.prepare(`INSERT INTO ${identifier(table)} VALUES (${places})`);
    this.#pointer = Number(this.#insert.pointer);
    this.#makeRoom(1 << 16);
  }

  insert(row: Row): void {
    let at = 0;
    for (const field of this.#fields) {
      at += 1;
      const cell = cellOf(row, field.name);
      // Empty already, as most cells are.
      if (cell !== undefined) this.#bind(at, field, cell);
    }
    this.#insert.stepReset().clearBindings();
  }

  close(): void {
    this.#sqlite.wasm.dealloc(this.#address);
    this.#insert.finalize();
  }

  #bind(at: number, { type }: CellField, cell: Cell): void {
    if (typeof cell === "string") this.#bindText(at, cell);
    else if (typeof cell === "object") this.#bindText(at, JSON.stringify(cell));
    else if (type === "number" && typeof cell === "number") this.#bindDouble(at, cell);
    else this.#bindInteger(at, Number(cell));
  }

  #bindText(at: number, text: string): void {
    this.#makeRoom(text.length * 3);
    const { written } = this.#encoder.encodeInto(text, this.#memory);
    // It copies the text before it returns.
    const end = Number(this.#sqlite.capi.SQLITE_TRANSIENT);
    this.#check(this.#functions.sqlite3_bind_text(this.#pointer, at, this.#address, written, end));
  }

  // The library binds a whole number as an integer, and from 2^63 on as a wrong one.
  #bindDouble(at: number, cell: number): void {
    this.#check(this.#functions.sqlite3_bind_double(this.#pointer, at, cell));
  }

  #bindInteger(at: number, cell: number): void {
    const isShort = (cell | 0) === cell;
    if (isShort) this.#check(this.#functions.sqlite3_bind_int(this.#pointer, at, cell));
    else this.#insert.bind(at, BigInt(cell));
  }

  #makeRoom(bytes: number): void {
    const { wasm } = this.#sqlite;
    if (bytes > this.#room) {
      this.#address = Number(wasm.realloc(this.#address, bytes));
      this.#room = bytes;
    } else if (this.#memory.buffer === wasm.heap8u().buffer) return;
    // Memory of SQLite that has grown is another one here.
    this.#memory = wasm.heap8u().subarray(this.#address, this.#address + this.#room);
  }

  #check(code: number): void {
    if (code !== 0) this.#database.checkRc(code);
  }
}
