import type { CellBatch, Row, Table, TableDefinition } from "@sourcebook/schema";
import { cellOf } from "../format-cell.ts";
import { BatchKeys, compareKeys, type Key } from "./batch-keys.ts";
import { CellCounter } from "./cell-counter.ts";
import { FieldCounter, type FieldPart, type FieldProfile } from "./field-counter.ts";

/** What a table holds. */
export interface TableProfile {
  readonly definition: TableDefinition;
  readonly rows: number;
  readonly fields: ReadonlyMap<string, FieldProfile>;
}

/** Says what is in each field of a table: reads it once, or not at all when that was done where it was read. */
export async function profileTable(table: Table): Promise<TableProfile> {
  const profiler = new TableProfiler(table.definition);
  if (table.written === undefined) {
    for await (const batch of table.batches()) profiler.add(batch);
  } else {
    for (const part of table.written.summaries) profiler.join(part as TablePart);
  }
  return profiler.profile();
}

/** What some rows of a table hold, as a plain value. */
export interface TablePart {
  readonly rows: number;
  /** In the order of the definition. */
  readonly fields: readonly FieldPart[];
}

/** Profiles rows that come in groups, and joins what others have profiled. */
export class TableProfiler {
  readonly #definition: TableDefinition;
  readonly #counters: readonly FieldCounter[];
  readonly #cellCounters: readonly CellCounter[];
  #rows = 0;

  constructor(definition: TableDefinition) {
    this.#definition = definition;
    this.#counters = definition.fields.map((field) => new FieldCounter(field));
    this.#cellCounters = definition.fields.map((field, index) => new CellCounter(field, index));
  }

  /** Adds rows that come after those before. */
  add(rows: readonly Row[]): void {
    this.#rows += rows.length;
    for (const counter of this.#counters) counter.add(rows);
  }

  /** Adds rows in any order: first is the one with the least key. */
  addUnordered(rows: readonly Row[]): void {
    this.#rows += rows.length;
    const { primaryKey } = this.#definition;
    const keyOf = (row: Row): Key => primaryKey.map((field) => cellOf(row, field) ?? "");
    const keys = rows.map(keyOf);
    const least = keys.reduce((a, b) => (compareKeys(b, a) < 0 ? b : a), keys[0] ?? []);
    for (const counter of this.#counters) counter.addUnordered(rows, keys, least);
  }

  /** The same for rows that are at hand as bytes. */
  addCells(cells: CellBatch): void {
    this.#rows += cells.rows;
    const keys = new BatchKeys(cells, this.#definition);
    for (const counter of this.#cellCounters) counter.add(cells, keys);
  }

  /** Joins what another profiler has seen. */
  join({ rows, fields }: TablePart): void {
    this.#rows += rows;
    for (const [index, counter] of this.#counters.entries()) {
      const part = fields[index];
      if (part !== undefined) counter.join(part);
    }
  }

  part(): TablePart {
    for (const [index, counter] of this.#counters.entries()) {
      const cells = this.#cellCounters[index];
      if (cells !== undefined) counter.join(cells.part());
    }
    return { rows: this.#rows, fields: this.#counters.map((counter) => counter.part()) };
  }

  profile(): TableProfile {
    const fields = this.#counters.map(
      (counter) => [counter.field.name, counter.profile()] as const,
    );
    return { definition: this.#definition, rows: this.#rows, fields: new Map(fields) };
  }
}
