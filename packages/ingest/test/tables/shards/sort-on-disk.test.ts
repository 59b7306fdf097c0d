import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row, TableDefinition } from "@sourcebook/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sortInMemory } from "../../../src/tables/checked-table.ts";
import { sorterIn } from "../../../src/tables/shards/sort-on-disk.ts";
import { Workshop } from "../../../src/tables/shards/workshop.ts";
import { ownModel } from "../own-model.ts";

const { model } = ownModel({
  things: {
    fields: { id: "string!", number: "number!", tags: "list", note: "string" },
    primaryKey: ["id", "number"],
  },
});

const rows = fc.uniqueArray(
  fc.record(
    {
      id: fc.constantFrom("a", "b", "é", "\u{1f701}", "\uff01"),
      number: fc.oneof(fc.integer({ min: -9, max: 99 }), fc.constantFrom(-0.5, 1e21, 1e-7)),
      tags: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 2 }),
      note: fc.string({ unit: "grapheme", minLength: 1, maxLength: 9 }),
    },
    { requiredKeys: ["id", "number"] },
  ),
  { selector: ({ id, number }) => `${id} ${number}`, maxLength: 40 },
);

async function all(batches: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const found: Row[] = [];
  for await (const batch of batches) found.push(...batch);
  return found;
}

async function* inBatches(of: readonly Row[], size: number) {
  for (let at = 0; at < of.length; at += size) yield of.slice(at, at + size);
}

test("rows that are sorted on disk are the same rows in the same order, and nothing is left of them", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sort-"));
  const { things } = model.tables as { things: TableDefinition };
  {
    await using workshop = new Workshop(folder, { runBytes: 200, rangeBytes: 400 });
    const size = fc.integer({ min: 1, max: 9 });
    const most = fc.integer({ min: 0, max: 30 });
    const property = fc.asyncProperty(rows, size, most, async (some, batch, limit) => {
      const sorted = await all(sorterIn(workshop, limit)(things, inBatches(some, batch)));
      expect(sorted).toEqual(await all(sortInMemory(things, inBatches(some, batch))));
    });
    await fc.assert(property, { numRuns: 200 });
    expect(await readdir(await workshop.workFolder())).not.toEqual([]);
  }
  expect(await readdir(join(folder, ".sourcebook"))).toEqual([".gitignore"]);
  await rm(folder, { recursive: true });
});
