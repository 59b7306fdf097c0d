import { type Column, orderOf } from "./column.ts";
import type { Filter, View } from "./view.ts";

/** A filter as a sentence would have it, to follow the name of its column: `is between 10 and 20`. */
export function filterWords({ codes }: Column, filter: Filter): string {
  const named = (value: string): string =>
    codes?.find(({ code }) => code === value)?.title ?? (value === "" ? "nothing" : value);
  switch (filter.op) {
    case "contains":
      return `contains “${filter.text}”`;
    case "is":
      return `is ${named(filter.text)}`;
    case "in":
      return `is ${filter.values.map(named).join(" or ")}`;
    case "range":
      if (filter.from === "") return `is at most ${filter.to}`;
      return filter.to === ""
        ? `is at least ${filter.from}`
        : `is between ${filter.from} and ${filter.to}`;
    case "empty":
      return "is empty";
    case "filled":
      return "has a value";
  }
}

/** The kinds of filter that make sense for a column, the most useful first. */
export function filterOps(column: Column, hasChoices: boolean): readonly Filter["op"][] {
  const isText = orderOf(column) === "text";
  return [
    ...(hasChoices ? (["in"] as const) : []),
    ...(isText ? [] : (["range"] as const)),
    "contains",
    "is",
    "empty",
    "filled",
  ];
}

export const opNames: Readonly<Record<Filter["op"], string>> = {
  in: "is one of",
  range: "is between",
  contains: "contains",
  is: "is exactly",
  empty: "is empty",
  filled: "has a value",
};

/** A filter of a kind that lets everything through, until something is typed or ticked. */
export function blankFilter(op: Filter["op"]): Filter {
  switch (op) {
    case "in":
      return { op, values: [] };
    case "range":
      return { op, from: "", to: "" };
    case "contains":
    case "is":
      return { op, text: "" };
    default:
      return { op };
  }
}

function isBlank(filter: Filter): boolean {
  switch (filter.op) {
    case "in":
      return filter.values.length === 0;
    case "range":
      return filter.from === "" && filter.to === "";
    case "contains":
    case "is":
      return filter.text === "";
    default:
      return false;
  }
}

/** The view with another filter on a column, or with none; back on its first page. */
export function withFilter(view: View, field: string, filter: Filter | undefined): View {
  const { [field]: _, ...others } = view.filters;
  const filters = filter === undefined || isBlank(filter) ? others : { ...others, [field]: filter };
  return { ...view, filters, page: 1 };
}

/** The view with a column as the first to sort by, as a further one, or no longer. */
export function withSort(
  view: View,
  field: string,
  descending: boolean | undefined,
  isFurther: boolean,
): View {
  const others = isFurther ? view.sort.filter((by) => by.field !== field) : [];
  const by = descending === undefined ? [] : [{ field, descending }];
  const place = view.sort.findIndex((each) => each.field === field);
  const sort =
    isFurther && place >= 0 && descending !== undefined
      ? view.sort.map((each) => (each.field === field ? { field, descending } : each))
      : [...others, ...by];
  return { ...view, sort, page: 1 };
}
