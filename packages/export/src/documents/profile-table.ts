import type { Cell, Field, Row, Table, TableDefinition } from "@sourcebook/schema";
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

/** Reads a table once and says what is in each of its fields. */
export async function profileTable(table: Table): Promise<TableProfile> {
  const { definition } = table;
  const counters = definition.fields.map((field) => new FieldCounter(field));
  let rows = 0;
  for await (const batch of table.batches()) {
    rows += batch.length;
    for (const counter of counters) for (const row of batch) counter.add(row);
  }
  return {
    definition,
    rows,
    fields: new Map(counters.map((counter) => [counter.field.name, counter.profile()])),
  };
}

const shortExample = 60;

class FieldCounter {
  readonly field: Field;
  readonly #values = new Set<string>();
  readonly #codes = new Map<string, number>();
  #filled = 0;
  #least: Cell | undefined;
  #greatest: Cell | undefined;
  #example: string | undefined;

  constructor(field: Field) {
    this.field = field;
  }

  add(row: Row): void {
    const cell = cellOf(row, this.field.name);
    if (cell === undefined) return;
    this.#filled += 1;
    const items = typeof cell === "object" ? cell : [String(cell)];
    for (const item of items) {
      if (this.#values.size <= distinctLimit) this.#values.add(item);
      if (this.field.codelist !== undefined || this.field.type === "boolean") {
        this.#codes.set(item, (this.#codes.get(item) ?? 0) + 1);
      }
    }
    if (typeof cell === "number" || this.field.type === "date") this.#addToRange(cell);
    if (this.#example === undefined || this.#example.length > shortExample) this.#addExample(cell);
  }

  profile(): FieldProfile {
    return {
      filled: this.#filled,
      ...(this.#values.size <= distinctLimit && { distinct: this.#values.size }),
      ...(this.#least !== undefined && { least: this.#least }),
      ...(this.#greatest !== undefined && { greatest: this.#greatest }),
      codes: this.#codes,
      ...(this.#example !== undefined && { example: this.#example }),
    };
  }

  #addToRange(cell: Cell): void {
    if (this.#least === undefined || cell < this.#least) this.#least = cell;
    if (this.#greatest === undefined || cell > this.#greatest) this.#greatest = cell;
  }

  #addExample(cell: Cell): void {
    const text = formatCell(this.field, cell);
    if (this.#example === undefined || text.length <= shortExample) this.#example = text;
  }
}
