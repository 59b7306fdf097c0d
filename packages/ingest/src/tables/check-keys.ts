import {
  type ForeignKey,
  type Issue,
  type Row,
  showValue,
  type TableDefinition,
} from "@sourcebook/schema";
import { FaultCounter } from "./fault-counter.ts";
import { KeyIndex, type KeyPlace, OpenReferences } from "./key-index.ts";
import type { FilePlace } from "./raw-table.ts";

/** A row, and where it and its cells stand. */
export interface PlacedRow {
  readonly row: Row;
  /** Index of the file among those of the table. */
  readonly file: number;
  readonly number: number;
  placeOf(field?: string): FilePlace;
}

/** A reference that leads nowhere, found when all tables had been read. */
export interface DanglingReference {
  readonly table: string;
  readonly place: KeyPlace;
  readonly issue: Issue;
}

/** The keys of all tables as they are read, and what is wrong with them. */
export class KeyStore {
  private readonly indexes = new Map<string, KeyIndex>();
  private readonly files = new Map<string, readonly string[]>();
  private readonly readTables = new Set<string>();
  private readonly incomplete = new Set<string>();

  /** @param files the paths of the table's files, by the index that rows name them with */
  begin(table: string, files: readonly string[]): void {
    this.files.set(table, files);
  }

  /** Says that all rows of a table have been added; incomplete when a file of it could not be read. */
  finish(table: string, isComplete: boolean): void {
    this.readTables.add(table);
    if (!isComplete) this.incomplete.add(table);
  }

  hasRead(table: string): boolean {
    return this.readTables.has(table);
  }

  /** Then a key that is not there says nothing. */
  isIncomplete(table: string): boolean {
    return this.incomplete.has(table);
  }

  indexOf(table: string, fields: readonly string[]): KeyIndex {
    const name = JSON.stringify([table, ...fields]);
    const known = this.indexes.get(name);
    if (known !== undefined) return known;
    const index = new KeyIndex();
    this.indexes.set(name, index);
    return index;
  }

  show(table: string, { file, row, line, column }: KeyPlace): string {
    const path = this.files.get(table)?.[file] ?? "";
    return line === 0 ? `${path}, row ${row}` : `${path}:${line}:${column}`;
  }

  fileOf(table: string, file: number): string {
    return this.files.get(table)?.[file] ?? "";
  }
}

interface UniqueKey {
  readonly fields: readonly string[];
  readonly code: "duplicate-id" | "duplicate-value";
  readonly index: KeyIndex;
}

interface Reference extends ForeignKey {
  readonly index: KeyIndex;
  readonly open: OpenReferences;
}

/** Checks the keys of one table. */
export class KeyChecker {
  private readonly table: string;
  private readonly store: KeyStore;
  private readonly unique: readonly UniqueKey[];
  private readonly indexed: readonly { fields: readonly string[]; index: KeyIndex }[];
  private readonly references: readonly Reference[];
  private readonly counter = new FaultCounter();

  /** @param referenced the fields that other tables, or this one, refer to */
  constructor(
    definition: TableDefinition,
    referenced: readonly (readonly string[])[],
    store: KeyStore,
  ) {
    this.table = definition.name;
    this.store = store;
    const indexOf = (fields: readonly string[]) => store.indexOf(definition.name, fields);
    this.unique = [
      { fields: definition.primaryKey, code: "duplicate-id" as const },
      ...definition.uniqueKeys.map((fields) => ({ fields, code: "duplicate-value" as const })),
    ].map((key) => ({ ...key, index: indexOf(key.fields) }));
    const isNew = (fields: readonly string[]) =>
      !this.unique.some((key) => String(key.fields) === String(fields));
    this.indexed = [
      ...this.unique,
      ...referenced.filter(isNew).map((fields) => ({ fields, index: indexOf(fields) })),
    ];
    this.references = definition.foreignKeys.map((key) => ({
      ...key,
      index: store.indexOf(key.reference.table, key.reference.fields),
      open: new OpenReferences(),
    }));
  }

  /** Finds what is wrong with the keys of a row, as far as the tables it refers to have been read. */
  check(placed: PlacedRow): readonly Issue[] {
    const issues: Issue[] = [];
    for (const { fields, code, index } of this.unique) {
      const key = keyOf(placed.row, fields);
      const first = key === undefined ? undefined : index.placeOf(key);
      if (first !== undefined) issues.push(this.duplicate(placed, fields, code, first));
    }
    for (const reference of this.references) {
      const { table } = reference.reference;
      if (!this.store.hasRead(table) || this.store.isIncomplete(table)) continue;
      for (const key of keysOf(placed.row, reference)) {
        if (reference.index.has(key)) continue;
        const place = toKeyPlace(placed, reference.fields[0] ?? "");
        issues.push(this.dangling(reference, key, place));
      }
    }
    return issues;
  }

  /** Remembers the keys of a row, and its references to tables that are not read yet. */
  add(placed: PlacedRow): void {
    for (const { fields, index } of this.indexed) {
      const key = keyOf(placed.row, fields);
      if (key !== undefined) index.add(key, toKeyPlace(placed, fields[0] ?? ""));
    }
    for (const reference of this.references) {
      if (this.store.hasRead(reference.reference.table)) continue;
      for (const key of keysOf(placed.row, reference)) {
        if (reference.index.has(key)) continue;
        reference.open.add(key, toKeyPlace(placed, reference.fields[0] ?? ""));
      }
    }
  }

  /** The references of remembered rows that lead nowhere, now that all tables have been read. */
  *danglingReferences(): Generator<DanglingReference> {
    for (const reference of this.references) {
      if (this.store.isIncomplete(reference.reference.table)) continue;
      for (const { key, place } of reference.open.danglingFrom(reference.index)) {
        yield { table: this.table, place, issue: this.dangling(reference, key, place) };
      }
    }
  }

  private duplicate(
    placed: PlacedRow,
    fields: readonly string[],
    code: UniqueKey["code"],
    first: KeyPlace,
  ): Issue {
    const fix =
      code === "duplicate-id"
        ? "Remove one of the two rows, or give it a key of its own."
        : "Keep the value in one of the two rows.";
    if (!this.counter.describes(code)) {
      const message = "The row has the key of another.";
      const { number: row } = placed;
      const file = this.store.fileOf(this.table, placed.file);
      return { code, severity: "error", message, fix, file, table: this.table, row };
    }
    const cells = fields.map((field) => `\`${field}\` ${showValue(placed.row[field])}`).join(", ");
    return {
      code,
      severity: "error",
      message: `The row has the same ${cells} as the one at ${this.store.show(this.table, first)}.`,
      fix,
      ...this.about(toKeyPlace(placed, fields[0] ?? ""), fields[0] ?? ""),
      value: showValue(fields.map((field) => String(placed.row[field]))),
    };
  }

  private dangling({ fields, reference }: Reference, key: string, place: KeyPlace): Issue {
    const isComposite = fields.length > 1;
    const parts = isComposite ? (JSON.parse(key) as unknown[]).map(String) : [key];
    const wanted = reference.fields
      .map((field, index) => `\`${field}\` ${showValue(parts[index])}`)
      .join(", ");
    return {
      code: "unknown-reference",
      severity: "error",
      message: `There is no row with ${wanted} in the table ${reference.table}.`,
      fix: "Add the row, or correct the reference.",
      ...this.about(place, fields[0] ?? ""),
      value: showValue(parts),
    };
  }

  private about(
    { file, row, line, column }: KeyPlace,
    field: string,
  ): Pick<Issue, "file" | "line" | "column" | "table" | "row" | "field"> {
    return {
      file: this.store.fileOf(this.table, file),
      ...(line > 0 && { line, column }),
      table: this.table,
      row,
      field,
    };
  }
}

/** The cells of a key, framed so that ("a.b", "c") is not ("a", "b.c"); nothing when one is empty. */
function keyOf(row: Row, fields: readonly string[]): string | undefined {
  if (fields.length === 1) {
    const cell = row[fields[0] ?? ""];
    return cell === undefined ? undefined : String(cell);
  }
  const cells = fields.map((field) => row[field]);
  return cells.includes(undefined) ? undefined : JSON.stringify(cells);
}

/** The keys that a row refers to: none when a cell is empty, several when it is a list. */
export function keysOf(row: Row, { fields, each }: ForeignKey): readonly string[] {
  const cell = row[fields[0] ?? ""];
  if (each && Array.isArray(cell)) return cell;
  const key = keyOf(row, fields);
  return key === undefined ? [] : [key];
}

function toKeyPlace({ file, number, placeOf }: PlacedRow, field: string): KeyPlace {
  const { line = 0, column = 0 } = placeOf(field);
  return { file, row: number, line, column };
}
