import { startsLikeFormula } from "../format-excel-csv.ts";
import { styles } from "./styles.ts";
import { cellText } from "./xml-text.ts";

/** The most characters (UTF-16 code units) that a cell of a workbook holds. */
export const cellLimit = 32_767;

/** The name of a column by its number from 0: A, B, … Z, AA, … */
export function columnName(index: number): string {
  let name = "";
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(65 + (rest % 26)) + name;
  }
  return name;
}

/** How a column shows its text. */
export interface CellLook {
  readonly wrap: boolean;
}

/** Writes a cell of text; it is never a formula, whatever it begins with. */
export function textCell(at: string, text: string, look: CellLook): string {
  const formulaLike = startsLikeFormula(text);
  const style = look.wrap
    ? formulaLike
      ? styles.wrappedQuoted
      : styles.wrapped
    : formulaLike
      ? styles.quoted
      : styles.text;
  return styledText(at, text, style);
}

/** Writes a cell of text in a style of its own. */
export function styledText(at: string, text: string, style: number): string {
  const space = mayLoseSpace.test(text) ? ' xml:space="preserve"' : "";
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t${space}>${cellText(text)}</t></is></c>`;
}

/** White space that a program may drop unless told; few cells have any, and to tell of all makes a sheet a third longer. */
const mayLoseSpace = /^\s|\s$|\s\s|[^\S ]/;

/**
 * Writes a number as a number, unless it has more digits than a spreadsheet shows: those are kept as
 * text.
 */
export function numberCell(at: string, number: number): string {
  if (!Number.isInteger(number)) return `<c r="${at}" s="${styles.number}"><v>${number}</v></c>`;
  const digits = BigInt(number).toString();
  return digits.replace("-", "").length > 15
    ? styledText(at, digits, styles.text)
    : `<c r="${at}" s="${styles.integer}"><v>${digits}</v></c>`;
}

/**
 * Writes a day as a day, where a spreadsheet can: before March 1900 its calendar is wrong, and the day
 * is kept as text.
 *
 * @param day `YYYY-MM-DD`
 */
export function dateCell(at: string, day: string): string {
  if (day < "1900-03-01") return styledText(at, day, styles.text);
  const serial = (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
  return `<c r="${at}" s="${styles.date}"><v>${serial}</v></c>`;
}

/** Writes a cell that is true or false. */
export function booleanCell(at: string, value: boolean): string {
  return `<c r="${at}" s="${styles.number}" t="b"><v>${value ? 1 : 0}</v></c>`;
}

/** The text of a cell as a sheet can hold it: what is too long is cut, and says so at its end. */
export function fitText(text: string, whole: string): { text: string; cut: boolean } {
  if (text.length <= cellLimit) return { text, cut: false };
  const mark = ` … [cut: ${text.length} characters; whole in ${whole}]`;
  const end = cellLimit - mark.length;
  // Not between the halves of a character.
  const head = text.slice(0, end);
  return { text: head.replace(/[\uD800-\uDBFF]$/, "") + mark, cut: true };
}
