import { type Cell, compareText, type Row } from "@sourcebook/schema";
import { cellOf } from "../format-cell.ts";
import { cellText } from "./cells.ts";
import type { Key } from "./release-diff.ts";

/** One part of a primary key that both sides have: its field before and after. */
export interface KeyPart {
  readonly from: string;
  readonly to: string;
  /** True when the part became a number or stopped being one: rows then meet by their text. */
  readonly asText: boolean;
}

/** The key cells of a row. A primary key is always stated; an absent part counts as "". */
export const keyOf = (row: Row, fields: readonly string[]): Key =>
  fields.map((field) => cellOf(row, field) ?? "");

/** Numbers by size, everything else by the code units of its text: the order rows are published in. */
export function compareCells(a: Cell, b: Cell): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compareText(cellText(a), cellText(b));
}

/** Compares part by part; `asText` says of each part whether numbers count as text. */
export function compareKeys(a: Key, b: Key, asText: readonly boolean[]): number {
  for (let part = 0; part < a.length; part += 1) {
    const left = a[part] ?? "";
    const right = b[part] ?? "";
    const order = asText[part]
      ? compareText(cellText(left), cellText(right))
      : compareCells(left, right);
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * A key as one text: the id itself, or the parts joined by `/`.
 *
 * Inside a part of a longer key, `~` and `/` are written `~0` and `~1`, so that no two keys share a text.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6901 for the escapes
 */
export function formatKey(key: Key): string {
  const [only] = key;
  if (key.length === 1 && only !== undefined) return cellText(only);
  return key.map((part) => cellText(part).replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
}
