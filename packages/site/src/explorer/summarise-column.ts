import { compareText } from "@sourcebook/schema";
import { type Column, orderOf, valuesOf } from "./column.ts";
import { type Bin, NumberCounter } from "./histogram.ts";
import { compareKey, dayBounds, sortKeyOf } from "./sort-key.ts";

/** What all the rows of a table hold in one column. */
export interface ColumnSummary {
  readonly filled: number;
  readonly empty: number;
  /** Different values, or items of lists; absent when there are more than are counted. */
  readonly distinct?: number;
  /** The least and the greatest of numbers, and of dates that allow some day, as text. */
  readonly least?: string;
  readonly greatest?: string;
  /** How often each value occurs, the most frequent first; absent when there are more than are counted. */
  readonly top?: readonly { readonly value: string; readonly count: number }[];
  readonly histogram?: Histogram;
}

/** A count of values by number, or by the year of the first day that a date allows. */
export interface Histogram {
  readonly of: "numbers" | "years";
  readonly bins: readonly Bin[];
  /** Dates that allow no day, such as one without a year: they stand in no bin. */
  readonly outside: number;
}

/** Different values are counted up to here, so that memory stays bounded whatever the size of a table. */
export const distinctLimit = 10_000;

/** So few values are said; of codes, all are. */
const topValues = 10;
const mostBins = 24;

/** Takes the cells of a column one by one, as canonical text, and says in the end what they are like. */
export class ColumnCounter {
  readonly #column: Column;
  readonly #key: ReturnType<typeof sortKeyOf>;
  readonly #counts = new Map<string, number>();
  readonly #numbers: NumberCounter;
  #filled = 0;
  #empty = 0;
  #outside = 0;
  #isCounted = true;
  #least: string | undefined;
  #greatest: string | undefined;

  constructor(column: Column) {
    this.#column = column;
    this.#key = sortKeyOf(column);
    this.#numbers = new NumberCounter(column.type === "number" ? -9 : 0);
  }

  add(text: string): void {
    if (text === "") {
      this.#empty += 1;
      return;
    }
    this.#filled += 1;
    for (const value of valuesOf(this.#column, text)) this.#count(value);
    const order = orderOf(this.#column);
    if (order === "text") return;
    const number = order === "number" ? Number(text) : yearOf(text, order);
    if (number === undefined) {
      this.#outside += 1;
      return;
    }
    this.#numbers.add(number);
    this.#addToRange(text);
  }

  summary(): ColumnSummary {
    const order = orderOf(this.#column);
    const bins = this.#numbers.bins(mostBins);
    return {
      filled: this.#filled,
      empty: this.#empty,
      ...(this.#isCounted && { distinct: this.#counts.size, top: this.#top() }),
      ...(this.#least !== undefined && { least: this.#least }),
      ...(this.#greatest !== undefined && { greatest: this.#greatest }),
      ...(bins.length > 0 && {
        histogram: {
          of: order === "number" ? ("numbers" as const) : ("years" as const),
          bins,
          outside: this.#outside,
        },
      }),
    };
  }

  #count(value: string): void {
    if (!this.#isCounted) return;
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
    if (this.#counts.size <= distinctLimit) return;
    this.#isCounted = false;
    this.#counts.clear();
  }

  #addToRange(text: string): void {
    const key = this.#key(text);
    if (key === undefined) return;
    if (this.#isBeyond(this.#least, key, -1)) this.#least = text;
    if (this.#isBeyond(this.#greatest, key, 1)) this.#greatest = text;
  }

  #isBeyond(end: string | undefined, key: string | number, direction: 1 | -1): boolean {
    const other = end === undefined ? undefined : this.#key(end);
    return other === undefined || compareKey(key, other) * direction > 0;
  }

  #top(): { value: string; count: number }[] {
    const all = [...this.#counts].map(([value, count]) => ({ value, count }));
    all.sort((a, b) => b.count - a.count || compareText(a.value, b.value));
    return this.#column.codes ? all : all.slice(0, topValues);
  }
}

function yearOf(text: string, order: "edtf" | "datetime"): number | undefined {
  if (order === "datetime") {
    const instant = Date.parse(text);
    return Number.isNaN(instant) ? undefined : new Date(instant).getUTCFullYear();
  }
  const { earliest, latest } = dayBounds(text);
  const day = earliest ?? latest;
  return day === undefined ? undefined : Number(day.slice(0, 4));
}
