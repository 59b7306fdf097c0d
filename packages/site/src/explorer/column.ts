import type { FieldType } from "@sourcebook/schema";

/** What the explorer knows of a field. Plain data: it reaches the page as JSON. */
export interface Column {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: FieldType;
  /** The text is a date in the Extended Date/Time Format. */
  readonly isEdtf?: boolean;
  readonly unit?: string;
  /** The codes of its codelist with their titles, in the order of the list. */
  readonly codes?: readonly { readonly code: string; readonly title: string }[];
  /** Where a value leads to: to a record of that table, or of this one. */
  readonly leadsTo?: Destination;
}

/** A table whose records have an address that can be told from one cell. */
export interface Destination {
  readonly table: string;
  /** Each item of a list leads somewhere, not the cell as a whole. */
  readonly each?: boolean;
}

/** How values of a column are ordered and compared. */
export type Order = "text" | "number" | "edtf" | "datetime";

export function orderOf({ type, isEdtf }: Pick<Column, "type" | "isEdtf">): Order {
  if (type === "integer" || type === "number") return "number";
  if (type === "datetime") return "datetime";
  return isEdtf || type === "date" ? "edtf" : "text";
}

/**
 * Splits a list as canonical CSV writes it: items joined by `;`, quoted where they hold one.
 *
 * Text that is no such list is one item.
 */
function listItems(text: string): readonly string[] {
  const items: string[] = [];
  const item = /(?:"((?:[^"]|"")*)"|([^;"]+))(;|$)/y;
  while (item.lastIndex < text.length) {
    const match = item.exec(text);
    if (match === null) return [text];
    items.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "") break;
  }
  return items;
}

/** The values that a cell holds: its items if it is a list, else itself; none if it is empty. */
export function valuesOf({ type }: Pick<Column, "type">, text: string): readonly string[] {
  if (text === "") return [];
  return type === "list" ? listItems(text) : [text];
}
