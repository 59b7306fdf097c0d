import type { Row } from "@sourcebook/schema";
import { cellOf } from "./format-cell.ts";

/** The text in a cell, or `undefined` when it is not stated. */
export function textOf(row: Row, name: string): string | undefined {
  const cell = cellOf(row, name);
  return typeof cell === "string" ? cell : undefined;
}
