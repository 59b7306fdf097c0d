import fc from "fast-check";
import { expect, test } from "vitest";
import { cutParts, rowsInPart } from "../../src/explorer/cut-parts.ts";
import { NumberCounter } from "../../src/explorer/histogram.ts";
import { formatPart, scriptText } from "../../src/explorer/part.ts";
import { ColumnCounter, distinctLimit } from "../../src/explorer/summarise-column.ts";
import { Surveyor } from "../../src/explorer/survey-table.ts";
import { collect, columns, rows } from "./tables.ts";

async function* inBatches<Item>(items: readonly Item[], size: number): AsyncGenerator<Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

test("parts joined are the table, however it is batched", async () => {
  const all = Array.from({ length: 2 * rowsInPart + 1 }, (_, row) => [String(row), "x"]);
  const parts = await collect(cutParts(2, inBatches(all, 999)));
  expect(parts.map(([cells]) => cells?.length)).toEqual([rowsInPart, rowsInPart, 1]);
  expect(parts.flatMap(([a = [], b = []]) => a.map((text, row) => [text, b[row]]))).toEqual(all);
  expect(await collect(cutParts(2, inBatches(all, 7)))).toEqual(parts);
});

test("wide rows make parts of few rows", async () => {
  const wide = Array.from({ length: 5 }, () => ["x".repeat(400_000)]);
  const parts = await collect(cutParts(1, inBatches(wide, 5)));
  expect(parts.map(([cells]) => cells?.length)).toEqual([2, 2, 1]);
});

test("a script gives back the rows it was made of", () =>
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ unit: "binary" }))), (part) => {
      const script = formatPart(3, part);
      const given = new Function("sourcebookPart", script);
      let seen: unknown;
      given((number: number, json: string) => {
        seen = [number, JSON.parse(json)];
      });
      expect(seen).toEqual([3, part]);
    }),
  ));

test("no text ends the script that it stands in", () => {
  expect(scriptText(JSON.stringify("</script><!--'\u2028"))).toBe(
    "'\"\\x3c/script>\\x3c!--\\'\\u2028\"'",
  );
});

test("a summary counts every row once", () =>
  fc.assert(
    fc.asyncProperty(rows, async (all) => {
      const surveyor = new Surveyor(columns, 2);
      for await (const part of cutParts(columns.length, inBatches(all, 3))) surveyor.add(part);
      const { columns: summaries, rows: count, first } = surveyor.survey();
      expect(first).toEqual(all.slice(0, 2));
      expect(count).toBe(all.length);
      for (const [index, { filled, empty, distinct, top, histogram }] of summaries.entries()) {
        const cells = all.map((row) => row[index] ?? "").filter((text) => text !== "");
        expect([filled, empty]).toEqual([cells.length, all.length - cells.length]);
        if (columns[index]?.type === "list") continue;
        expect(distinct).toBe(new Set(cells).size);
        if (distinct !== undefined && distinct <= 10) {
          expect(top?.reduce((sum, { count }) => sum + count, 0)).toBe(cells.length);
        }
        if (!histogram) continue;
        const inBins = histogram.bins.reduce((sum, bin) => sum + bin.count, 0);
        expect(inBins + histogram.outside).toBe(cells.length);
      }
    }),
  ));

test("bins hold every number once, in bins of one round width", () =>
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), {
        minLength: 1,
      }),
      (numbers) => {
        const counter = new NumberCounter(-9);
        for (const number of numbers) counter.add(number);
        const bins = counter.bins(24);
        expect(bins.length).toBeLessThanOrEqual(24);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(numbers.length);
        expect(bins.slice(1).map(({ from }) => from)).toEqual(
          bins.slice(0, -1).map(({ to }) => to),
        );
      },
    ),
  ));

test("bins of small numbers hold what they say", () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 1 }), (hundredths) => {
      const numbers = hundredths.map((n) => n / 100);
      const counter = new NumberCounter(-9);
      for (const number of numbers) counter.add(number);
      for (const { from, to, count } of counter.bins(24)) {
        expect(numbers.filter((number) => number >= from && number < to)).toHaveLength(count);
      }
    }),
  ));

test("a column with more values than are counted says so by saying nothing", () => {
  const [column] = columns;
  const counter = new ColumnCounter(column as (typeof columns)[0]);
  for (let row = 0; row <= distinctLimit; row += 1) counter.add(`value ${row}`);
  expect(counter.summary()).toEqual({ filled: distinctLimit + 1, empty: 0 });
});
