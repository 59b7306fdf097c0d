import fc from "fast-check";
import type { Column } from "../../src/explorer/column.ts";
import { boundsOf, type Part } from "../../src/explorer/part.ts";
import type { PartedTable } from "../../src/explorer/scan.ts";
import type { Filter, View } from "../../src/explorer/view.ts";

/** A column of each kind that orders its cells in a way of its own. */
export const columns: readonly Column[] = (
  [
    { name: "text", type: "string" },
    { name: "number", type: "number" },
    { name: "when", type: "string", isEdtf: true },
    { name: "at", type: "datetime" },
    { name: "list", type: "list" },
    { name: "code", type: "string", codes: [{ code: "a", title: "Alpha, Ä" }] },
  ] as const
).map((column) => ({ title: column.name, description: "", ...column }));

const cellsOf: Readonly<Record<string, readonly string[]>> = {
  text: [
    "",
    "a",
    "b",
    "A",
    "é",
    "e",
    'a "b", c',
    "=1+1",
    "<b>",
    "a b",
    "aa".repeat(20),
    "\r",
    "😀",
  ],
  number: ["", "0", "-1", "0.5", "10", "9", "1000000"],
  when: ["", "1988", "1988-07", "1988-22", "../1988-07", "1988-07-25/..", "XXXX-06-19", "1979~"],
  at: ["", "1988-07-01T00:00:00Z", "1988-07-01T01:00:00+02:00", "2020-01-01T00:00:00Z"],
  list: ["", "a", "a;b", '"x;y";b', "b"],
  code: ["", "a", "b"],
};

export type Cells = readonly string[];

export const rows: fc.Arbitrary<Cells[]> = fc.array(
  fc.tuple(...columns.map(({ name }) => fc.constantFrom(...(cellsOf[name] ?? [])))),
  { maxLength: 40 },
);

const text = fc.constantFrom("", "a", "e", "É", "b", ";", "x;y", "Alpha", "0", "%");
const end = fc.constantFrom("", "a", "0", "9", "1988", "1988-08", "2020-01", "-");

const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ op: fc.constantFrom("contains", "is"), text }),
  fc.record({ op: fc.constant("in"), values: fc.array(text, { minLength: 1, maxLength: 3 }) }),
  fc.record({ op: fc.constant("range"), from: end, to: end }),
  fc.record({ op: fc.constantFrom("empty", "filled") }),
);

const names = columns.map(({ name }) => name);

export const views: fc.Arbitrary<View> = fc.record({
  search: fc.constantFrom("", "", "a", "E b", "alpha", "1988", "&=#?"),
  filters: fc.dictionary(fc.constantFrom(...names), filter, { maxKeys: 2, noNullPrototype: true }),
  sort: fc.uniqueArray(fc.record({ field: fc.constantFrom(...names), descending: fc.boolean() }), {
    selector: ({ field }) => field,
    maxLength: 3,
  }),
  hidden: fc.subarray(names),
  page: fc.integer({ min: 1, max: 9 }),
});

/** A table in parts of the given number of rows, all of it in memory; `loads` says which were asked for. */
export function partedTable(
  all: readonly Cells[],
  rowsInPart: number,
  of: readonly Column[] = columns,
): PartedTable & { readonly loads: number[] } {
  const parts: Part[] = [];
  for (let start = 0; start < all.length; start += rowsInPart) {
    const slice = all.slice(start, start + rowsInPart);
    parts.push(of.map((_, index) => slice.map((row) => row[index] ?? "")));
  }
  const loads: number[] = [];
  return {
    columns: of,
    parts: parts.map((part) => ({
      rows: part[0]?.length ?? 0,
      columns: of.map((column, index) => boundsOf(column, part[index] ?? [])),
    })),
    load: async (number) => {
      loads.push(number);
      return parts[number] ?? [];
    },
    loads,
  };
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
