import { compareText, edtfBounds, parseEdtf } from "@sourcebook/schema";
import { type Column, type Order, orderOf } from "./column.ts";

/** What a cell is ordered by; absent for an empty cell. */
export type SortKey = string | number | undefined;

export interface SortBy {
  readonly field: string;
  readonly descending: boolean;
}

/**
 * Gives the function from a cell's canonical text to what it is ordered by.
 *
 * Text goes by code unit and numbers by value. Dates go by the first day that they allow, then by the last;
 * a date that allows no day, such as one without a year, follows all others.
 */
export function sortKeyOf(column: Pick<Column, "type" | "isEdtf">): (text: string) => SortKey {
  const key = keyByOrder[orderOf(column)];
  return (text) => (text === "" ? undefined : key(text));
}

const keyByOrder: Readonly<Record<Order, (text: string) => string | number>> = {
  text: (text) => text,
  number: Number,
  edtf: (text) => {
    const { earliest, latest } = dayBounds(text);
    return [earliest ?? latest ?? never, latest ?? never, text].join(" ");
  },
  // Offsets from UTC differ from row to row, so that the text is no order.
  datetime: (text) => {
    const instant = Date.parse(text);
    return Number.isNaN(instant) ? Number.POSITIVE_INFINITY : instant;
  },
};

// After every digit, in code units.
const never = "~";

/** The first and the last day that a date in EDTF allows; what is no date has neither. */
export function dayBounds(text: string): { earliest?: string; latest?: string } {
  // A plain day needs no thorough reading, and most are.
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return { earliest: text, latest: text };
  const date = parseEdtf(text);
  return date.kind === "fault" ? {} : edtfBounds(date);
}

/**
 * Compares two rows by their keys, one for each of `sort` and in its order. Empty cells come last, whatever
 * the direction.
 */
export function compareKeys(
  sort: readonly SortBy[],
  a: readonly SortKey[],
  b: readonly SortKey[],
): number {
  for (const [index, { descending }] of sort.entries()) {
    const [left, right] = [a[index], b[index]];
    if (left === right) continue;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    const order = compareKey(left, right);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

export function compareKey(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : compareText(String(a), String(b));
}
