import type { Cell, Field } from "@sourcebook/schema";
import { CellFault } from "./cell-fault.ts";
import { parseList } from "./parse-list.ts";
import type { RawCell } from "./raw-table.ts";
import { typeInteger, typeNumber } from "./type-number.ts";

/** Turns a cell into a value of its field; absent when nothing is stated. */
export type CellTyper = (cell: RawCell) => Cell | CellFault | undefined;

export interface TyperOptions {
  /** Texts that say that nothing is stated; the empty text always does. */
  readonly missing: ReadonlySet<string>;
  /** Between the items of a list; `;` unless given. */
  readonly separator?: string | undefined;
  /** Whole numbers may stand in text fields, as spreadsheets turn every `12` into a number. */
  readonly numbersAsText: boolean;
}

/** Makes the function that types the cells of a field: no guess, no rounding, no white space taken off. */
export function createCellTyper(field: Field, options: TyperOptions): CellTyper {
  const { missing } = options;
  const typeText = textTyper(field, options.separator ?? ";");
  return (cell) => {
    if (typeof cell === "string")
      return cell === "" || missing.has(cell) ? undefined : typeText(cell);
    if (cell === null || cell === undefined) return undefined;
    if (typeof cell === "boolean") {
      return field.type === "boolean" ? cell : misplaced("true or false", field);
    }
    if ("odd" in cell) return misplaced(cell.odd, field);
    if ("number" in cell) {
      if (missing.has(cell.number)) return undefined;
      return typeNumberCell(cell.number, field, options.numbersAsText);
    }
    return typeItems(cell, field);
  };
}

function textTyper(field: Field, separator: string): (text: string) => Cell | CellFault {
  switch (field.type) {
    case "integer":
      return typeInteger;
    case "number":
      return typeNumber;
    case "boolean":
      return typeBoolean;
    case "list":
      return (text) => parseList(text, separator);
    case "date":
      return (text) => dateFault(text) ?? text;
    case "string":
      return field.format === "edtf" ? (text) => dateFault(text) ?? text : (text) => text;
    default:
      return (text) => text;
  }
}

function typeBoolean(text: string): boolean | CellFault {
  if (text === "true" || text === "True" || text === "TRUE") return true;
  if (text === "false" || text === "False" || text === "FALSE") return false;
  return new CellFault("cell-type", "This is neither true nor false.", "Write true or false.");
}

function typeNumberCell(lexeme: string, field: Field, numbersAsText: boolean): Cell | CellFault {
  if (field.type === "integer") return typeInteger(lexeme);
  if (field.type === "number") return typeNumber(lexeme);
  const isText = field.type === "string" && numbersAsText && /^-?(?:0|[1-9]\d*)$/.test(lexeme);
  return isText ? lexeme : misplaced("a number", field);
}

function typeItems(items: readonly RawCell[], field: Field): Cell | CellFault | undefined {
  if (field.type !== "list") return misplaced("a list", field);
  const texts: string[] = [];
  for (const item of items) {
    if (typeof item !== "string" || item === "") {
      return new CellFault(
        "cell-type",
        "An item of the list is no text.",
        "Give a list of texts, none of them empty.",
      );
    }
    texts.push(item);
  }
  return texts.length === 0 ? undefined : texts;
}

const WANTED: Readonly<Record<Field["type"], string>> = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  date: "a date as text",
  datetime: "a date and time as text",
  list: "a list",
};

const misplaced = (found: string, { type }: Field): CellFault =>
  new CellFault(
    "cell-type",
    `This is ${found}, where ${WANTED[type]} belongs.`,
    `Write ${WANTED[type]}.`,
  );

/** A date that is written in numbers, but not year first. Other faults are for the row's schema to find. */
function dateFault(text: string): CellFault | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const parts = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})$/.exec(text);
  if (!parts) return undefined;
  const [, first = "", , second = "", third = ""] = parts;
  if (first.length === 4) {
    const fix = `Write it as ${isoDate(first, second, third)}.`;
    return new CellFault("cell-format", "The date is not written as dates are.", fix);
  }
  if (third.length !== 4) {
    const fix = "Write it as year-month-day, the year with four digits.";
    return new CellFault("date-ambiguous", "The date does not say its whole year.", fix);
  }
  const dayFirst = isoDate(third, second, first);
  const monthFirst = isoDate(third, first, second);
  if (Number(first) > 12 || Number(second) > 12 || dayFirst === monthFirst) {
    const fix = `Write it as ${Number(second) > 12 ? monthFirst : dayFirst}.`;
    return new CellFault("cell-format", "The date is not written year first.", fix);
  }
  return new CellFault(
    "date-ambiguous",
    "The date may begin with its day or its month.",
    `Write ${dayFirst} or ${monthFirst}, whichever is meant.`,
  );
}

const isoDate = (year: string, month: string, day: string): string =>
  `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
