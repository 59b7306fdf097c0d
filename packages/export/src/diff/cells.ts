import type { Cell } from "@sourcebook/schema";
import { formatDecimal, formatList } from "../format-cell.ts";

/** Whether two cells say the same; absent equals absent only. */
export function sameCell(a: Cell | undefined, b: Cell | undefined): boolean {
  if (a === b) return true;
  if (!isList(a) || !isList(b) || a.length !== b.length) return false;
  return a.every((item, at) => item === b[at]);
}

/** A cell as text, for people and for comparing across types; absent as nothing. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return formatDecimal(cell);
  return isList(cell) ? formatList(cell) : String(cell);
}

const isList = (cell: Cell | undefined): cell is readonly string[] => Array.isArray(cell);
