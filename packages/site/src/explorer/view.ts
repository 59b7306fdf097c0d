import type { Column } from "./column.ts";
import type { SortBy } from "./sort-key.ts";

/** What somebody looks at in a table: plain data, and the same as the part of an address after `#`. */
export interface View {
  /** Words that a row must hold in some column. */
  readonly search: string;
  /** By field; every one of them must hold. */
  readonly filters: Readonly<Record<string, Filter>>;
  /** The first decides; the table's own order decides what is left. */
  readonly sort: readonly SortBy[];
  /** The fields that are left out. */
  readonly hidden: readonly string[];
  /** From 1. */
  readonly page: number;
}

/** What a cell must be like. */
export type Filter =
  | { readonly op: "contains" | "is"; readonly text: string }
  | { readonly op: "in"; readonly values: readonly string[] }
  /** Both ends count; an empty end is open. */
  | { readonly op: "range"; readonly from: string; readonly to: string }
  | { readonly op: "empty" | "filled" };

export const wholeTable: View = { search: "", filters: {}, sort: [], hidden: [], page: 1 };

/** Whether the view holds the rows of the table as they are: all of them, in their own order. */
export function isPlain({ search, filters, sort }: View): boolean {
  return search === "" && sort.length === 0 && Object.keys(filters).length === 0;
}

/** Writes a view as the part of an address after `#`: nothing for the whole table. */
export function formatView({ search, filters, sort, hidden, page }: View): string {
  const parts = new URLSearchParams();
  if (search !== "") parts.set("search", search);
  for (const [field, filter] of Object.entries(filters)) {
    parts.append(`where.${field}`, formatFilter(filter));
  }
  if (sort.length > 0) {
    parts.set("sort", sort.map((by) => `${by.descending ? "-" : ""}${by.field}`).join(","));
  }
  if (hidden.length > 0) parts.set("hide", hidden.join(","));
  if (page > 1) parts.set("page", String(page));
  return parts.toString();
}

function formatFilter(filter: Filter): string {
  switch (filter.op) {
    case "contains":
    case "is":
      return `${filter.op}:${filter.text}`;
    case "in":
      return `in:${filter.values.map(encodeURIComponent).join(";")}`;
    case "range":
      return `range:${encodeURIComponent(filter.from)};${encodeURIComponent(filter.to)}`;
    default:
      return filter.op;
  }
}

/** Reads what `formatView` writes; whatever does not fit these columns is left out. */
export function parseView(text: string, columns: readonly Pick<Column, "name">[]): View {
  const parts = new URLSearchParams(text);
  const names = new Set(columns.map(({ name }) => name));
  const filters = [...parts].flatMap(([key, value]) => {
    const field = key.startsWith("where.") ? key.slice("where.".length) : undefined;
    const filter = parseFilter(value);
    return field !== undefined && names.has(field) && filter ? [[field, filter] as const] : [];
  });
  const sort = listPart(parts, "sort").map((by) =>
    by.startsWith("-")
      ? { field: by.slice(1), descending: true }
      : { field: by, descending: false },
  );
  const page = Number(parts.get("page") ?? 1);
  return {
    search: parts.get("search") ?? "",
    filters: Object.fromEntries(filters),
    sort: sort.filter(
      ({ field }, index) =>
        names.has(field) && sort.findIndex((other) => other.field === field) === index,
    ),
    hidden: listPart(parts, "hide").filter((name) => names.has(name)),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

function listPart(parts: URLSearchParams, name: string): readonly string[] {
  return (parts.get(name) ?? "").split(",").filter((part) => part !== "");
}

function parseFilter(text: string): Filter | undefined {
  const [, op = "", rest = ""] = /^([a-z]+)(?::(.*))?$/s.exec(text) ?? [];
  try {
    switch (op) {
      case "contains":
      case "is":
        return { op, text: rest };
      case "in":
        return { op, values: rest.split(";").map(decodeURIComponent) };
      case "range": {
        const [from = "", to = ""] = rest.split(";").map(decodeURIComponent);
        return { op, from, to };
      }
      case "empty":
      case "filled":
        return { op };
      default:
        return undefined;
    }
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
