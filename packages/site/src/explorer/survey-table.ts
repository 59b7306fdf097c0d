import type { Column } from "./column.ts";
import { boundsOf, type Part, type PartSummary } from "./part.ts";
import { ColumnCounter, type ColumnSummary } from "./summarise-column.ts";

/** What is found out about a table when its rows stream by once. */
export interface Survey {
  readonly rows: number;
  /** One for each column, in their order. */
  readonly columns: readonly ColumnSummary[];
  readonly parts: readonly PartSummary[];
  /** The first rows, for the page as it stands without scripts. */
  readonly first: readonly (readonly string[])[];
}

/** Takes the parts of a table one after the other; none of them is kept. */
export class Surveyor {
  readonly #columns: readonly Column[];
  readonly #counters: readonly ColumnCounter[];
  readonly #firstRows: number;
  readonly #first: (readonly string[])[] = [];
  readonly #parts: PartSummary[] = [];
  #rows = 0;

  constructor(columns: readonly Column[], firstRows: number) {
    this.#columns = columns;
    this.#counters = columns.map((column) => new ColumnCounter(column));
    this.#firstRows = firstRows;
  }

  add(part: Part): void {
    const rows = part[0]?.length ?? 0;
    for (const [index, counter] of this.#counters.entries()) {
      for (const text of part[index] ?? []) counter.add(text);
    }
    for (let row = 0; row < rows && this.#first.length < this.#firstRows; row += 1) {
      this.#first.push(part.map((cells) => cells[row] ?? ""));
    }
    this.#rows += rows;
    const columns = this.#columns.map((column, index) => boundsOf(column, part[index] ?? []));
    this.#parts.push({ rows, columns });
  }

  survey(): Survey {
    const rows = this.#rows;
    return {
      rows,
      columns: this.#counters.map((counter) => counter.summary()),
      // A table in one part is loaded whole: what lies in which part is no question.
      parts: this.#parts.length === 1 ? [{ rows }] : this.#parts,
      first: this.#first,
    };
  }
}
