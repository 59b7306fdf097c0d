import {
  type Cell,
  type CellBatch,
  cellAt,
  type Field,
  type TableDefinition,
} from "@sourcebook/schema";
import { compareCells } from "../diff/keys.ts";

/** The cells of a primary key. */
export type Key = readonly Cell[];

export function compareKeys(a: Key, b: Key): number {
  for (let part = 0; part < a.length; part += 1) {
    const order = compareCells(a[part] ?? "", b[part] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

/** The keys of rows that are at hand as bytes. */
export class BatchKeys {
  readonly #cells: CellBatch;
  readonly #fields: readonly Field[];
  readonly #places: readonly number[];
  /** The one field of the key, when it is a number. */
  readonly #number: number;
  #first: number | undefined;

  constructor(cells: CellBatch, { fields, primaryKey }: TableDefinition) {
    this.#cells = cells;
    this.#fields = fields;
    this.#places = primaryKey.map((name) => fields.findIndex((field) => field.name === name));
    const [only = -1] = this.#places;
    const type = this.#places.length === 1 ? fields[only]?.type : undefined;
    this.#number = type === "integer" || type === "number" ? only : -1;
  }

  /** How many fields each row has. */
  get width(): number {
    return this.#fields.length;
  }

  /** The row with the least key. */
  get first(): number {
    if (this.#first === undefined) {
      let first = 0;
      let least = this.keyOf(0);
      for (let row = 1; row < this.#cells.rows; row += 1) {
        if (!this.isBefore(row, least)) continue;
        first = row;
        least = this.keyOf(row);
      }
      this.#first = first;
    }
    return this.#first;
  }

  keyOf(row: number): Key {
    return this.#places.map((place) => this.#cellOf(row, place));
  }

  /** Whether the key of a row comes before another. */
  isBefore(row: number, key: Key): boolean {
    if (this.#number >= 0) {
      const value = this.#cells.values[row * this.#fields.length + this.#number] as number;
      return value < (key[0] as number);
    }
    for (const [part, place] of this.#places.entries()) {
      const order = compareCells(this.#cellOf(row, place), key[part] ?? "");
      if (order !== 0) return order < 0;
    }
    return false;
  }

  #cellOf(row: number, place: number): Cell {
    const { type } = this.#fields[place] as Field;
    return cellAt(this.#cells, row * this.#fields.length + place, type) ?? "";
  }
}
