import { type Column, orderOf, valuesOf } from "./column.ts";
import { compareKey, dayBounds, type SortKey, sortKeyOf } from "./sort-key.ts";
import type { Filter, View } from "./view.ts";

/** Says of a cell's canonical text whether it is as the filter asks. */
export type CellTest = (text: string) => boolean;

/** Says of the cells of a row, in the order of the columns, whether the row is in a view. */
export type RowTest = (cellAt: (column: number) => string) => boolean;

export function cellTest(column: Column, filter: Filter): CellTest {
  switch (filter.op) {
    case "contains": {
      const wanted = foldText(filter.text);
      return (text) => foldText(shownText(column, text)).includes(wanted);
    }
    case "is":
      return (text) => text === filter.text || valuesOf(column, text).includes(filter.text);
    case "in": {
      const wanted = new Set(filter.values);
      return (text) => valuesOf(column, text).some((value) => wanted.has(value));
    }
    case "range":
      return rangeTest(column, filter.from, filter.to);
    case "empty":
      return (text) => text === "";
    case "filled":
      return (text) => text !== "";
  }
}

/** Says whether a row is in a view: it passes every filter and holds every word of the search. */
export function rowTest(
  columns: readonly Column[],
  { filters, search }: Pick<View, "filters" | "search">,
): RowTest {
  const tests = columns.flatMap((column, index) => {
    const filter = Object.hasOwn(filters, column.name) ? filters[column.name] : undefined;
    return filter ? [{ index, passes: cellTest(column, filter) }] : [];
  });
  const words = foldText(search)
    .split(/\s+/u)
    .filter((word) => word !== "");
  return (cellAt) =>
    tests.every(({ index, passes }) => passes(cellAt(index))) &&
    (words.length === 0 || holdsWords(columns, words, cellAt));
}

function holdsWords(
  columns: readonly Column[],
  words: readonly string[],
  cellAt: (column: number) => string,
): boolean {
  const missing = new Set(words);
  for (const [index, column] of columns.entries()) {
    const text = foldText(shownText(column, cellAt(index)));
    for (const word of missing) if (text.includes(word)) missing.delete(word);
    if (missing.size === 0) return true;
  }
  return false;
}

/** Both the code and its title can be looked for, since the page shows both. */
function shownText({ codes }: Column, text: string): string {
  if (codes === undefined || text === "") return text;
  const title = codes.find(({ code }) => code === text)?.title;
  return title === undefined ? text : `${text} ${title}`;
}

/** Text as it is looked for: without regard to case, to accents, or to how quotation marks are curled. */
function foldText(text: string): string {
  const lower = text.toLowerCase();
  // Almost all cells are plain, and decomposing costs.
  if (/^[\0-\x7f]*$/.test(lower)) return lower;
  return lower
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[‘’‚‛]/gu, "'")
    .replaceAll(/[“”„‟]/gu, '"');
}

/**
 * Numbers and instants lie between the ends. A date passes when some day that it allows does, so that what may be
 * meant is found: 1988 is in the range from 1988-07 on.
 */
function rangeTest(column: Column, from: string, to: string): CellTest {
  const order = orderOf(column);
  if (order === "edtf" || order === "datetime") {
    const first = from === "" ? undefined : dayBounds(from).earliest;
    const last = to === "" ? undefined : dayBounds(to).latest;
    const daysOf = order === "edtf" ? dayBounds : instantDay;
    return (text) => {
      if (text === "") return false;
      const { earliest, latest } = daysOf(text);
      if (earliest === undefined && latest === undefined) return false;
      return (
        (first === undefined || latest === undefined || latest >= first) &&
        (last === undefined || earliest === undefined || earliest <= last)
      );
    };
  }
  const key = sortKeyOf(column);
  const [least, most] = [from, to].map((end) => endOf(key(end.trim())));
  return (text) => {
    const value = key(text);
    return (
      value !== undefined &&
      (least === undefined || compareKey(value, least) >= 0) &&
      (most === undefined || compareKey(value, most) <= 0)
    );
  };
}

// An end that is no number is one that is still being typed: it does not narrow anything.
const endOf = (key: SortKey): SortKey => (Number.isNaN(key) ? undefined : key);

function instantDay(text: string): { earliest?: string; latest?: string } {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) return {};
  const day = new Date(instant).toISOString().slice(0, 10);
  return { earliest: day, latest: day };
}
