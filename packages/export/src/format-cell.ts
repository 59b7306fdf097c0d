import type { Cell, Field, Row } from "@sourcebook/schema";

/** What must be known of a field to write its cells and to read them. */
export type CellField = Pick<Field, "name" | "type">;

/** The cell of a row, or `undefined` when it is not stated; never a property that rows inherit. */
export function cellOf(row: Row, name: string): Cell | undefined {
  const cell = row[name];
  // What rows inherit is a function or an object: no need to look whose text, number or flag it is.
  if (typeof cell !== "object" && typeof cell !== "function") return cell;
  return Object.hasOwn(row, name) ? cell : undefined;
}

/**
 * Writes a cell as CSV text: absent as nothing, numbers in plain decimals, lists joined by `;`.
 *
 * A value that text could not carry unchanged never gets this far in checked rows, so it is thrown
 * as a fault, not returned as an issue.
 */
export function formatCell(field: CellField, cell: Cell | undefined): string {
  if (cell === undefined) return "";
  switch (typeof cell) {
    case "string":
      return assertText(field, cell);
    case "number":
      if (!Number.isFinite(cell)) throw unwritable(field, String(cell));
      return formatDecimal(cell);
    case "boolean":
      return cell ? "true" : "false";
    default:
      return assertText(field, formatList(cell));
  }
}

/** Joins items by `;`; an item that is empty or holds `;`, a quote or a line end is quoted, quotes doubled. */
export function formatList(items: readonly string[]): string {
  return items
    .map((item) =>
      item === "" || /[;"\r\n]/.test(item) ? `"${item.replaceAll('"', '""')}"` : item,
    )
    .join(";");
}

/** The shortest decimal that reads back as the same number, never with an exponent. */
export function formatDecimal(number: number): string {
  const text = String(number === 0 ? 0 : number);
  if (!text.includes("e")) return text;
  const [mantissa = "", exponent] = text.split("e");
  const sign = mantissa.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const shift = Number(exponent);
  return shift < 0
    ? `${sign}0.${"0".repeat(-shift - 1)}${whole}${fraction}`
    : `${sign}${whole}${fraction.padEnd(shift, "0")}`;
}

// CSV cannot tell "" from nothing, and UTF-8 has no lone surrogates: both would change in silence.
function assertText(field: CellField, text: string): string {
  if (text === "" || !text.isWellFormed()) throw unwritable(field, JSON.stringify(text));
  return text;
}

function unwritable(field: CellField, value: string): Error {
  return new Error(`The cell ${value} of ${field.name} cannot be written without changing it`);
}
