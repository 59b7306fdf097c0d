import { type Cell, type Field, mostDistinct, type Row } from "@sourcebook/schema";
import { cellOf, formatCell } from "../format-cell.ts";
import { compareKeys, type Key } from "./batch-keys.ts";

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

/** What some rows hold in one field, as a plain value. */
export interface FieldPart {
  readonly filled: number;
  /** Absent when there are more than are counted. */
  readonly values?: ReadonlySet<string>;
  readonly least?: Cell | undefined;
  readonly greatest?: Cell | undefined;
  readonly codes: ReadonlyMap<string, number>;
  readonly example?: Example | undefined;
}

export interface Example {
  readonly text: string;
  /** That of the row, where rows come in any order. */
  readonly key: Key;
}

/** A text of so many UTF-16 code units is short. */
export const shortExample = 60;

/** Counts what rows hold in one field. */
export class FieldCounter {
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
    if (this.#values !== undefined && this.#values.size > mostDistinct) this.#values = undefined;
  }

  #addToRange(cell: Cell): void {
    if (this.#least === undefined || cell < this.#least) this.#least = cell;
    if (this.#greatest === undefined || cell > this.#greatest) this.#greatest = cell;
  }
}

export const isShort = ({ text }: Example): boolean => text.length <= shortExample;

/** Whether an example is short when another is not, or stands before it. */
export function isBetter(one: Example, other: Example | undefined): boolean {
  if (other === undefined) return true;
  return isShort(one) === isShort(other) ? compareKeys(one.key, other.key) < 0 : isShort(one);
}
