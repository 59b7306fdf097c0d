import type { Column } from "./column.ts";
import { rowTest } from "./matches.ts";
import { mayMatch, type Part, type PartSummary } from "./part.ts";
import { compareKey, compareKeys, type SortKey, sortKeyOf } from "./sort-key.ts";
import type { View } from "./view.ts";

/** A table in parts, each loaded when it is needed. */
export interface PartedTable {
  readonly columns: readonly Column[];
  readonly parts: readonly PartSummary[];
  load(number: number): Promise<Part>;
}

/** A row of a view. */
export interface FoundRow {
  /** Its place in the table, from 0. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** How far a search through the parts has come, and what it has found. */
export interface Scan {
  /** The first rows of the view, in its order, as far as they are known; no more than were asked for. */
  readonly rows: readonly FoundRow[];
  /** How many rows the view has in the parts so far. */
  readonly found: number;
  /** Parts that were read, and parts that can hold no row of the view. */
  readonly read: number;
  readonly skipped: number;
  readonly total: number;
  readonly isDone: boolean;
}

/**
 * Looks for the rows of a view, part by part, and says after each how far it is.
 *
 * Memory is bounded: one part, and `most` rows. Parts that cannot hold a row of the view are left alone; so are,
 * where nothing is filtered and the count is known beforehand, parts whose rows all come after those that are kept.
 */
export async function* scanView(
  table: PartedTable,
  view: View,
  most: number,
  signal?: AbortSignal,
): AsyncGenerator<Scan> {
  const { columns, parts } = table;
  const isIncluded = rowTest(columns, view);
  const isFiltered = view.search !== "" || Object.keys(view.filters).length > 0;
  const candidates = candidateParts(table, view);
  const kept = new FirstRows(columns, view, most);
  const starts = startsOf(parts);
  const total = parts.length;
  let found = 0;
  let read = 0;
  const scan = (isDone: boolean): Scan => ({
    rows: kept.rows(),
    found: isFiltered || !isDone ? found : starts.rows,
    read,
    skipped: isDone ? total - read : total - candidates.length,
    total,
    isDone,
  });
  for (const [order, number] of candidates.entries()) {
    signal?.throwIfAborted();
    const part = await table.load(number);
    const start = starts.of[number] ?? 0;
    const rows = parts[number]?.rows ?? 0;
    for (let row = 0; row < rows; row += 1) {
      if (!isIncluded((column) => part[column]?.[row] ?? "")) continue;
      found += 1;
      kept.offer(start + row, part, row);
    }
    read += 1;
    const rest = candidates.slice(order + 1);
    if (!isFiltered && rest.every((next) => kept.isBeyond(parts[next]))) break;
    if (order < candidates.length - 1) yield scan(false);
  }
  yield scan(true);
}

/** The rows of a table as it stands, from `start` on: only the parts that they are in are loaded. */
export async function readRows(
  table: PartedTable,
  start: number,
  count: number,
): Promise<readonly FoundRow[]> {
  const { of: starts } = startsOf(table.parts);
  const rows: FoundRow[] = [];
  for (const [number, first] of starts.entries()) {
    const length = table.parts[number]?.rows ?? 0;
    if (first + length <= start || first >= start + count) continue;
    const part = await table.load(number);
    const from = Math.max(start, first);
    const to = Math.min(start + count, first + length);
    for (let row = from; row < to; row += 1) {
      rows.push({ number: row, cells: part.map((cells) => cells[row - first] ?? "") });
    }
  }
  return rows;
}

/** Yields all rows of a view in the table's own order, for a download of any size. */
export async function* selectRows(
  table: PartedTable,
  view: Pick<View, "filters" | "search">,
  signal?: AbortSignal,
): AsyncGenerator<readonly (readonly string[])[]> {
  const isIncluded = rowTest(table.columns, view);
  for (const number of candidateParts(table, { ...view, sort: [] })) {
    signal?.throwIfAborted();
    const part = await table.load(number);
    const rows: (readonly string[])[] = [];
    for (let row = 0; row < (table.parts[number]?.rows ?? 0); row += 1) {
      if (isIncluded((column) => part[column]?.[row] ?? "")) {
        rows.push(part.map((cells) => cells[row] ?? ""));
      }
    }
    yield rows;
  }
}

/**
 * The first row of a table that does not come before a value of the column that the table is ordered by.
 *
 * @returns the place of the row, from 0; the number of rows when every row comes before
 */
export async function findRow(table: PartedTable, field: string, value: string): Promise<number> {
  const index = table.columns.findIndex(({ name }) => name === field);
  const column = table.columns[index];
  const { of: starts, rows } = startsOf(table.parts);
  if (!column) return rows;
  const keyOf = sortKeyOf(column);
  const wanted = keyOf(value);
  if (wanted === undefined) return 0;
  const comesBefore = (key: SortKey): boolean => key !== undefined && compareKey(key, wanted) < 0;
  for (const [number, { columns }] of table.parts.entries()) {
    const bounds = columns?.[index];
    if (bounds?.greatest !== undefined && comesBefore(bounds.greatest)) continue;
    const cells = (await table.load(number))[index] ?? [];
    const row = cells.findIndex((text) => !comesBefore(keyOf(text)));
    if (row >= 0) return (starts[number] ?? 0) + row;
  }
  return rows;
}

/** The parts that may hold rows of a view, those first that may hold the first of them. */
function candidateParts(
  { columns, parts }: PartedTable,
  view: Pick<View, "filters" | "sort" | "search">,
): readonly number[] {
  const numbers = [...parts.keys()].filter((number) => {
    const part = parts[number];
    return columns.every((column, index) => {
      const filter = Object.hasOwn(view.filters, column.name)
        ? view.filters[column.name]
        : undefined;
      const bounds = part?.columns?.[index];
      return !filter || !bounds || mayMatch(column, filter, bounds, part.rows);
    });
  });
  const [by] = view.sort;
  const index = columns.findIndex(({ name }) => name === by?.field);
  if (!by || index < 0) return numbers;
  const end = (number: number): SortKey => {
    const bounds = parts[number]?.columns?.[index];
    return by.descending ? bounds?.greatest : bounds?.least;
  };
  return numbers.sort((a, b) => compareKeys([by], [end(a)], [end(b)]) || a - b);
}

function startsOf(parts: readonly PartSummary[]): { of: readonly number[]; rows: number } {
  const of: number[] = [];
  let rows = 0;
  for (const part of parts) {
    of.push(rows);
    rows += part.rows;
  }
  return { of, rows };
}

/** Keeps the first rows in an order, of any number that are offered. */
class FirstRows {
  readonly #view: View;
  readonly #most: number;
  readonly #columns: readonly { readonly index: number; readonly key: (text: string) => SortKey }[];
  #rows: (FoundRow & { readonly keys: readonly SortKey[] })[] = [];
  #isSorted = true;
  /** What the last of the rows has, once there are as many as are kept: whatever comes after it is of no use. */
  #bar: readonly SortKey[] | undefined;

  constructor(columns: readonly Column[], view: View, most: number) {
    this.#view = view;
    this.#most = most;
    this.#columns = view.sort.flatMap(({ field }) => {
      const index = columns.findIndex(({ name }) => name === field);
      const column = columns[index];
      return column ? [{ index, key: sortKeyOf(column) }] : [];
    });
  }

  offer(number: number, part: Part, row: number): void {
    if (this.#columns.length === 0 && this.#rows.length >= this.#most) return;
    const keys = this.#columns.map(({ index, key }) => key(part[index]?.[row] ?? ""));
    if (this.#bar && compareKeys(this.#view.sort, keys, this.#bar) > 0) return;
    this.#rows.push({ number, cells: part.map((cells) => cells[row] ?? ""), keys });
    this.#isSorted = false;
    if (this.#rows.length >= this.#most * 2) this.#settle();
  }

  rows(): readonly FoundRow[] {
    this.#settle();
    return this.#rows.map(({ number, cells }) => ({ number, cells }));
  }

  /** Whether all rows of a part come after those that are kept, and there is no room for them. */
  isBeyond(part: PartSummary | undefined): boolean {
    this.#settle();
    if (this.#rows.length < this.#most) return false;
    const [by] = this.#view.sort;
    const [column] = this.#columns;
    if (!by || !column) return true;
    const last = this.#rows.at(-1)?.keys[0];
    const bounds = part?.columns?.[column.index];
    const best = by.descending ? bounds?.greatest : bounds?.least;
    return bounds !== undefined && last !== undefined && compareKeys([by], [best], [last]) > 0;
  }

  #settle(): void {
    if (this.#isSorted) return;
    const { sort } = this.#view;
    this.#rows.sort((a, b) => compareKeys(sort, a.keys, b.keys) || a.number - b.number);
    this.#rows.length = Math.min(this.#rows.length, this.#most);
    this.#bar = this.#rows[this.#most - 1]?.keys;
    this.#isSorted = true;
  }
}
