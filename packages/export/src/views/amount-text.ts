import type { CodelistEntry, Row } from "@sourcebook/schema";
import { cellOf } from "../format-cell.ts";
import { textOf } from "../text-of.ts";

/**
 * A quantity in words: the number never without what qualifies it and what it counts, such as
 * `at least 1,300 people [killed]`; a vague amount in the words of the source.
 *
 * @param quantity a row of the table of quantities
 */
export function amountText(quantity: Row, measures: readonly CodelistEntry[]): string {
  const code = textOf(quantity, "measure") ?? "";
  const measure = measures.find((entry) => entry.code === code)?.title ?? code;
  return `${qualifiedNumber(quantity)} [${measure.toLowerCase()}]`;
}

function qualifiedNumber(quantity: Row): string {
  const expression = textOf(quantity, "expression") ?? "";
  const unit = textOf(quantity, "unit");
  const inUnit = (number: string): string => (unit === undefined ? number : `${number} ${unit}`);
  const value = cellOf(quantity, "value");
  if (typeof value !== "number") return `“${expression}”`;
  const number = formatNumber(value);
  switch (textOf(quantity, "qualifier")) {
    case "exact":
      return inUnit(number);
    case "approximate":
      return inUnit(`about ${number}`);
    case "at_least":
      return inUnit(`at least ${number}`);
    case "at_most":
      return inUnit(`at most ${number}`);
    case "range": {
      const end = cellOf(quantity, "value_to");
      return typeof end === "number"
        ? inUnit(`${number} to ${formatNumber(end)}`)
        : `“${expression}”`;
    }
    default:
      // A qualifier that this page does not know must not leave the number bare.
      return `“${expression}”`;
  }
}

/** Groups the digits before the point by threes, whatever the locale: 30000 as `30,000`. */
function formatNumber(value: number): string {
  const [whole = "", fraction] = String(value).split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
