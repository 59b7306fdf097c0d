import type { Row } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { viewDefinition, viewTable } from "../../src/views/view.ts";
import { millFire } from "../fixtures/mill-fire.ts";
import { rowsOf } from "../fixtures/tables.ts";

const facts = { name: "numbers", title: "Numbers", description: "Numbers.", fields: [] };

/** A view of so many rows, and how often they were made. */
function viewOf(count: number): { table: ReturnType<typeof viewTable>; made(): number } {
  let made = 0;
  const view = {
    definition: viewDefinition({ ...facts, primaryKey: [] }),
    async *rows(): AsyncGenerator<Row> {
      made += 1;
      for (let at = 0; at < count; at += 1) yield { at };
    },
  };
  return { table: viewTable(view, millFire()), made: () => made };
}

test.each([
  [0, 1],
  [2500, 1],
  [10_000, 1],
  [10_001, 3],
])(
  "a view of %i rows gives all of them each time, and is made %i times of three",
  async (count, times) => {
    const { table, made } = viewOf(count);
    for (let time = 0; time < 3; time += 1) {
      const rows = await rowsOf(table);
      expect([rows.length, rows.at(-1)]).toEqual([
        count,
        count === 0 ? undefined : { at: count - 1 },
      ]);
    }
    expect(made()).toBe(times);
  },
);

test("a view that nobody read to its end is made again", async () => {
  const { table, made } = viewOf(2500);
  for await (const batch of table.batches()) {
    expect(batch.length).toBe(1000);
    break;
  }
  expect((await rowsOf(table)).length).toBe(2500);
  expect(made()).toBe(2);
});
