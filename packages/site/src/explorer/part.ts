import { type Column, orderOf, valuesOf } from "./column.ts";
import { compareKey, dayBounds, type SortKey, sortKeyOf } from "./sort-key.ts";
import type { Filter } from "./view.ts";

/** Some rows of a table that stand together, column by column, every cell as the canonical CSV has its text. */
export type Part = readonly (readonly string[])[];

/** What is known of a part before it is loaded. */
export interface PartSummary {
  readonly rows: number;
  /** By column; left out when the whole table is one part, which is loaded anyway. */
  readonly columns?: readonly CellBounds[];
}

/** What the cells of a part lie between in one column: enough to tell that a part need not be loaded. */
export interface CellBounds {
  readonly empty: number;
  /** Not above the least, and not below the greatest, of what cells are ordered by. Long text is cut. */
  readonly least?: string | number;
  readonly greatest?: string | number;
  /** Every value that occurs, when they are few. */
  readonly values?: readonly string[];
}

const mostValues = 20;
const longestText = 24;

export function boundsOf(column: Column, cells: readonly string[]): CellBounds {
  const key = sortKeyOf(column);
  const values = new Set<string>();
  let empty = 0;
  let least: SortKey;
  let greatest: SortKey;
  for (const text of cells) {
    const own = key(text);
    if (own === undefined) {
      empty += 1;
      continue;
    }
    if (least === undefined || compareKey(own, least) < 0) least = own;
    if (greatest === undefined || compareKey(own, greatest) > 0) greatest = own;
    if (values.size <= mostValues) for (const value of valuesOf(column, text)) values.add(value);
  }
  const isShort = [...values].join("").length <= mostValues * longestText;
  return {
    empty,
    ...(least !== undefined && { least: typeof least === "string" ? cut(least) : least }),
    ...(greatest !== undefined && {
      greatest: typeof greatest === "string" ? cutAbove(greatest) : greatest,
    }),
    ...(values.size <= mostValues && isShort && { values: [...values].toSorted() }),
  };
}

const cut = (text: string): string => text.slice(0, longestText).replace(/\p{Surrogate}$/u, "");

// Follows everything that begins so.
const cutAbove = (text: string): string =>
  text.length <= longestText ? text : `${cut(text)}\u{FFFF}`;

/** Whether a part with these bounds may hold a cell that is as the filter asks. */
export function mayMatch(
  column: Column,
  filter: Filter,
  bounds: CellBounds,
  rows: number,
): boolean {
  switch (filter.op) {
    case "empty":
      return bounds.empty > 0;
    case "filled":
      return bounds.empty < rows;
    case "is":
      return filter.text === "" ? bounds.empty > 0 : mayHold(column, filter.text, bounds);
    case "in":
      return filter.values.some((value) => mayHold(column, value, bounds));
    case "range":
      return mayReach(column, filter.from, filter.to, bounds);
    case "contains":
      return filter.text === "" || bounds.empty < rows;
  }
}

function mayHold(column: Column, value: string, { values, least, greatest }: CellBounds): boolean {
  if (values) return values.includes(value) || (column.type === "list" && values.length > 0);
  if (column.type === "list" || least === undefined || greatest === undefined) {
    return least !== undefined;
  }
  const key = sortKeyOf(column)(value);
  return (
    key !== undefined &&
    !Number.isNaN(key) &&
    compareKey(key, least) >= 0 &&
    compareKey(key, greatest) <= 0
  );
}

function mayReach(
  column: Column,
  from: string,
  to: string,
  { least, greatest }: CellBounds,
): boolean {
  if (least === undefined || greatest === undefined) return false;
  if (orderOf(column) === "number") {
    const [low, high] = [Number(from.trim() || "x"), Number(to.trim() || "x")];
    return !(compareKey(greatest, low) < 0) && !(compareKey(least, high) > 0);
  }
  if (orderOf(column) !== "edtf") return true;
  // Keys begin with the first day that a date allows, so only the upper end can rule a part out.
  const last = to === "" ? undefined : dayBounds(to).latest;
  return last === undefined || String(least).slice(0, 10) <= last;
}

/**
 * Writes a part as a script that hands its rows to whoever asked for them. As data it is a JSON text, never code:
 * that is also much faster to read.
 */
export function formatPart(number: number, part: Part): string {
  return `sourcebookPart(${number},${scriptText(JSON.stringify(part))})\n`;
}

/** JSON as the text of a script: whatever it holds, it stays text. */
export function scriptText(json: string): string {
  const escaped = json
    .replaceAll("\\", "\\\\")
    .replaceAll("'", "\\'")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029")
    .replaceAll("<", "\\x3c");
  return `'${escaped}'`;
}
