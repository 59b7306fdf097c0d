import type { Cell, Field, Row, Table, TableDefinition } from "@sourcebook/schema";
import { compareCells } from "../diff/keys.ts";
import { cellOf, formatCell } from "../format-cell.ts";

/** What the rows of a table hold in one field. */
export interface FieldProfile {
  /** Rows with a value. */
  readonly filled: number;
  /** Distinct values, or items of lists; absent when there are more than are counted. */
  readonly distinct?: number;
  /** The least and the greatest number or day. */
  readonly least?: Cell;
  readonly greatest?: Cell;
  /** How often each code of the codelist occurs, as a value or as an item of a list; of flags, both. */
  readonly codes: ReadonlyMap<string, number>;
  /** The first short value, or the first one. */
  readonly example?: string;
}

/** What a table holds. */
export interface TableProfile {
  readonly definition: TableDefinition;
  readonly rows: number;
  readonly fields: ReadonlyMap<string, FieldProfile>;
}

/** Distinct values are counted up to here, so that memory stays bounded whatever the size of a table. */
export const distinctLimit = 10_000;

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

interface FieldPart {
  readonly filled: number;
  /** Absent when there are more than are counted. */
  readonly values?: ReadonlySet<string>;
  readonly least?: Cell | undefined;
  readonly greatest?: Cell | undefined;
  readonly codes: ReadonlyMap<string, number>;
  readonly example?: Example | undefined;
}

interface Example {
  readonly text: string;
  /** That of the row, where rows come in any order. */
  readonly key: Key;
}

type Key = readonly Cell[];

/** Profiles rows that come in groups, and joins what others have profiled. */
export class TableProfiler {
  readonly #definition: TableDefinition;
  readonly #counters: readonly FieldCounter[];
  #rows = 0;

  constructor(definition: TableDefinition) {
    this.#definition = definition;
    this.#counters = definition.fields.map((field) => new FieldCounter(field));
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

  /** Joins what another profiler has seen. */
  join({ rows, fields }: TablePart): void {
    this.#rows += rows;
    for (const [index, counter] of this.#counters.entries()) {
      const part = fields[index];
      if (part !== undefined) counter.join(part);
    }
  }

  part(): TablePart {
    return { rows: this.#rows, fields: this.#counters.map((counter) => counter.part()) };
  }

  profile(): TableProfile {
    const fields = this.#counters.map(
      (counter) => [counter.field.name, counter.profile()] as const,
    );
    return { definition: this.#definition, rows: this.#rows, fields: new Map(fields) };
  }
}

const shortExample = 60;

class FieldCounter {
  readonly field: Field;
  readonly #codes = new Map<string, number>();
  #values: Set<string> | undefined = new Set();
  #filled = 0;
  #least: Cell | undefined;
  #greatest: Cell | undefined;
  #example: Example | undefined;

  constructor(field: Field) {
    this.field = field;
  }

  add(rows: readonly Row[]): void {
    this.#count(rows);
    for (const row of rows) {
      if (this.#example !== undefined && isShort(this.#example)) return;
      this.#offer(row, []);
    }
  }

  /** @param least the least of the keys of the rows */
  addUnordered(rows: readonly Row[], keys: readonly Key[], least: Key): void {
    this.#count(rows);
    const example = this.#example;
    const isFirst = example !== undefined && compareKeys(example.key, least) < 0;
    // Nearly always no row of a group comes before the example.
    if (isFirst && isShort(example)) return;
    for (const [index, row] of rows.entries()) this.#offer(row, keys[index] ?? []);
  }

  #count(rows: readonly Row[]): void {
    const { name, type, codelist } = this.field;
    const hasCodes = codelist !== undefined || type === "boolean";
    const hasRange = type === "number" || type === "integer" || type === "date";
    for (const row of rows) {
      const cell = cellOf(row, name);
      if (cell === undefined) continue;
      this.#filled += 1;
      if (hasRange) this.#addToRange(cell);
      if (!hasCodes && this.#values === undefined) continue;
      for (const item of typeof cell === "object" ? cell : [String(cell)]) {
        this.#addValue(item);
        if (hasCodes) this.#codes.set(item, (this.#codes.get(item) ?? 0) + 1);
      }
    }
  }

  #offer(row: Row, key: Key): void {
    const cell = cellOf(row, this.field.name);
    if (cell === undefined) return;
    const example = { text: formatCell(this.field, cell), key };
    if (isBetter(example, this.#example)) this.#example = example;
  }

  join(part: FieldPart): void {
    this.#filled += part.filled;
    if (part.values === undefined) this.#values = undefined;
    else for (const value of part.values) this.#addValue(value);
    for (const [code, count] of part.codes) {
      this.#codes.set(code, (this.#codes.get(code) ?? 0) + count);
    }
    if (part.least !== undefined) this.#addToRange(part.least);
    if (part.greatest !== undefined) this.#addToRange(part.greatest);
    if (part.example !== undefined && isBetter(part.example, this.#example)) {
      this.#example = part.example;
    }
  }

  part(): FieldPart {
    return {
      filled: this.#filled,
      ...(this.#values && { values: this.#values }),
      least: this.#least,
      greatest: this.#greatest,
      codes: this.#codes,
      example: this.#example,
    };
  }

  profile(): FieldProfile {
    return {
      filled: this.#filled,
      ...(this.#values && { distinct: this.#values.size }),
      ...(this.#least !== undefined && { least: this.#least }),
      ...(this.#greatest !== undefined && { greatest: this.#greatest }),
      codes: this.#codes,
      ...(this.#example !== undefined && { example: this.#example.text }),
    };
  }

  #addValue(value: string): void {
    this.#values?.add(value);
    if (this.#values !== undefined && this.#values.size > distinctLimit) this.#values = undefined;
  }

  #addToRange(cell: Cell): void {
    if (this.#least === undefined || cell < this.#least) this.#least = cell;
    if (this.#greatest === undefined || cell > this.#greatest) this.#greatest = cell;
  }
}

const isShort = ({ text }: Example): boolean => text.length <= shortExample;

/** Whether an example is short when another is not, or stands before it. */
function isBetter(one: Example, other: Example | undefined): boolean {
  if (other === undefined) return true;
  return isShort(one) === isShort(other) ? compareKeys(one.key, other.key) < 0 : isShort(one);
}

function compareKeys(a: Key, b: Key): number {
  for (let part = 0; part < a.length; part += 1) {
    const order = compareCells(a[part] ?? "", b[part] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}
