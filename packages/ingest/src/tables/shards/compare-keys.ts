import { compareCells } from "../compare-rows.ts";
import type { Key, KeyCell } from "./run.ts";

/** Orders keys as the rows that they are of are ordered. */
export function compareKeys(a: Key, b: Key): number {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a !== "object" || typeof b !== "object")
    return compareCells(a as KeyCell, b as KeyCell);
  for (const [index, cell] of a.entries()) {
    const order = compareCells(cell, b[index]);
    if (order !== 0) return order;
  }
  return 0;
}
