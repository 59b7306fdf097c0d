import type { Cell } from "@sourcebook/schema";
import { type CellField, formatCell } from "./format-cell.ts";

/**
 * Reads a cell of canonical CSV, the inverse of `formatCell`.
 *
 * @param text not empty: an empty cell is not stated
 * @returns `undefined` when `formatCell` writes no value of this type as that text
 */
export function parseCell(field: CellField, text: string): Cell | undefined {
  const cell = parseByType(field, text);
  return cell !== undefined && formatCell(field, cell) === text ? cell : undefined;
}

function parseByType({ type }: CellField, text: string): Cell | undefined {
  switch (type) {
    case "integer":
    case "number":
      return parseNumber(text);
    case "boolean":
      return text === "true" || (text === "false" ? false : undefined);
    case "list":
      return parseList(text);
    default:
      return text;
  }
}

function parseNumber(text: string): number | undefined {
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

function parseList(text: string): readonly string[] | undefined {
  const items: string[] = [];
  // An item is quoted, with its quotes doubled, or holds no separator and no quote.
  const item = /(?:"((?:[^"]|"")*)"|([^;"]+))(;|$)/y;
  while (item.lastIndex < text.length) {
    const match = item.exec(text);
    if (match === null) return undefined;
    items.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "") break;
    if (item.lastIndex === text.length) return undefined;
  }
  return items;
}
