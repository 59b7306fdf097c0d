import { edtfBounds, parseEdtf } from "@sourcebook/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cellTest } from "../../src/explorer/matches.ts";
import { findRow, readRows, scanView, selectRows } from "../../src/explorer/scan.ts";
import type { View } from "../../src/explorer/view.ts";
import { type Cells, collect, columns, partedTable, rows, views } from "./tables.ts";

const wordsOf = (text: string): string =>
  text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** What a view is, said as plainly as can be. */
function plainView(all: readonly Cells[], { search, filters, sort }: View): Cells[] {
  const key = (cells: Cells, field: string): string | number | undefined => {
    const index = columns.findIndex(({ name }) => name === field);
    const text = cells[index] ?? "";
    if (text === "") return undefined;
    if (field === "number") return Number(text);
    if (field === "at") return new Date(text).getTime();
    if (field !== "when") return text;
    const date = parseEdtf(text);
    const { earliest, latest } = date.kind === "fault" ? {} : edtfBounds(date);
    return `${earliest ?? latest ?? "~"} ${latest ?? "~"} ${text}`;
  };
  const chosen = all.filter((cells) => {
    const shown = cells.map((text, index) =>
      wordsOf(columns[index]?.codes && text === "a" ? `${text} Alpha, Ä` : text),
    );
    return (
      wordsOf(search)
        .split(" ")
        .every((word) => shown.some((text) => text.includes(word))) &&
      columns.every((column, index) => {
        const filter = filters[column.name];
        return !filter || cellTest(column, filter)(cells[index] ?? "");
      })
    );
  });
  return chosen.toSorted((a, b) => {
    for (const { field, descending } of sort) {
      const [left, right] = [key(a, field), key(b, field)];
      if (left === right) continue;
      if (left === undefined) return 1;
      if (right === undefined) return -1;
      return (left < right ? -1 : 1) * (descending ? -1 : 1);
    }
    return 0;
  });
}

test("a view of a table in parts is that of the whole table", () =>
  fc.assert(
    fc.asyncProperty(rows, views, fc.integer({ min: 1, max: 9 }), async (all, view, size) => {
      const table = partedTable(all, size);
      const expected = plainView(all, view);

      const most = 7;
      const last = (await collect(scanView(table, view, most))).at(-1);
      expect(last?.rows.map(({ cells }) => cells)).toEqual(expected.slice(0, most));
      expect(last?.rows.map(({ number }) => all[number])).toEqual(expected.slice(0, most));
      expect(last?.found).toBe(expected.length);
      expect(last?.isDone).toBe(true);

      const selected = (await collect(selectRows(table, view))).flat();
      expect(selected).toEqual(plainView(all, { ...view, sort: [] }));
    }),
    { numRuns: 300 },
  ));

test("the rows of a table as it stands come from the parts that they are in", async () => {
  const all = Array.from({ length: 10 }, (_, row) => [String(row)]);
  const table = partedTable(all, 3, columns.slice(0, 1));
  expect(await readRows(table, 2, 5)).toEqual(
    [2, 3, 4, 5, 6].map((number) => ({ number, cells: [String(number)] })),
  );
  expect(table.loads).toEqual([0, 1, 2]);
});

const numbered = Array.from({ length: 100 }, (_, row) => [`key-${String(row).padStart(3, "0")}`]);
const view: View = { search: "", filters: {}, sort: [], hidden: [], page: 1 };

test("a key is found by loading one part", async () => {
  const table = partedTable(numbered, 10, columns.slice(0, 1));
  expect(await findRow(table, "text", "key-042")).toBe(42);
  expect(await findRow(table, "text", "key-0425")).toBe(43);
  expect(table.loads).toEqual([4, 4]);
  expect(await findRow(table, "text", "z")).toBe(100);
});

test("parts that cannot matter are left alone", async () => {
  const table = partedTable(numbered, 10, columns.slice(0, 1));
  const one = { ...view, filters: { text: { op: "is", text: "key-077" } } } as const;
  expect((await collect(scanView(table, one, 5))).at(-1)).toMatchObject({
    found: 1,
    read: 1,
    skipped: 9,
    total: 10,
  });
  const last = { ...view, sort: [{ field: "text", descending: true }] };
  expect((await collect(scanView(table, last, 5))).at(-1)).toMatchObject({
    found: 100,
    read: 1,
    rows: [99, 98, 97, 96, 95].map((number) => ({ number })),
  });
  expect(table.loads).toEqual([7, 9]);
});

test("a scan that is given up loads no more", async () => {
  const table = partedTable(numbered, 10, columns.slice(0, 1));
  const stop = new AbortController();
  const scan = scanView(table, { ...view, search: "key" }, 5, stop.signal);
  expect((await scan.next()).value).toMatchObject({ found: 10, read: 1, isDone: false });
  stop.abort();
  await expect(scan.next()).rejects.toThrow("aborted");
  expect(table.loads).toEqual([0]);
});

test("of equal rows the first in the table comes first, whichever part is read first", async () => {
  const table = partedTable([["b"], ["b"], ["a"], ["b"]], 2, columns.slice(0, 1));
  const sorted = { ...view, sort: [{ field: "text", descending: false }] };
  const last = (await collect(scanView(table, sorted, 2))).at(-1);
  expect(table.loads).toEqual([1, 0]);
  expect(last?.rows.map(({ number }) => number)).toEqual([2, 0]);
});
