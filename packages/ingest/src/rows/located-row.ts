import type { Cell, Row } from "@sourcebook/schema";
import type { Place } from "../line-table.ts";
import type { Located } from "../records/record-node.ts";

/** A row that remembers where it was written. */
export interface LocatedRow {
  readonly table: string;
  readonly row: Row;
  /** The record that the row was made from. */
  readonly at: Place;
  /** The places of the cells that were written by hand, by field. */
  readonly places: ReadonlyMap<string, Place>;
}

/** Where a cell was written, or else its record. */
export function placeOf(row: LocatedRow, field: string | undefined): Place {
  return (field === undefined ? undefined : row.places.get(field)) ?? row.at;
}

/** Builds one row: hand-written cells with their places, computed ones without; absent ones not at all. */
export class RowBuilder {
  private readonly cells: Record<string, Cell> = {};
  private readonly places = new Map<string, Place>();
  private readonly table: string;
  private readonly at: Place;

  constructor(table: string, at: Place) {
    this.table = table;
    this.at = at;
  }

  text(field: string, text: Located | undefined, fallback?: string): this {
    if (text !== undefined) this.places.set(field, text.at);
    return this.computed(field, text?.value ?? fallback);
  }

  texts(field: string, texts: readonly Located[]): this {
    const [first] = texts;
    if (first === undefined) return this;
    this.places.set(field, first.at);
    return this.computed(
      field,
      texts.map(({ value }) => value),
    );
  }

  /** A text that is no number is left out: the shape check has reported it. */
  number(field: string, text: Located | undefined): this {
    if (text === undefined) return this;
    this.places.set(field, text.at);
    const number = Number(text.value);
    return this.computed(field, Number.isFinite(number) ? number : undefined);
  }

  computed(field: string, cell: Cell | undefined): this {
    if (cell !== undefined && cell !== "") this.cells[field] = cell;
    return this;
  }

  build(): LocatedRow {
    return { table: this.table, row: this.cells, at: this.at, places: this.places };
  }
}
