import fc from "fast-check";
import { expect, test } from "vitest";
import { applyDiff } from "../../src/diff/apply-diff.ts";
import { diffReleases } from "../../src/diff/diff-releases.ts";
import type { Comparable, ReleaseDiff } from "../../src/diff/release-diff.ts";
import { releasePair } from "./hostile-releases.ts";
import { defineTable, makeRelease, makeTable, rowsOf, tableOf } from "./tables.ts";

const byTable = (a: { table: string }, b: { table: string }): number =>
  a.table < b.table ? -1 : 1;

test("the tables before and the diff give the tables after", () =>
  fc.assert(
    fc.asyncProperty(releasePair, async ({ before, after }) => {
      const diff = await diffReleases(before, after);
      const made = applyDiff(await rowsOf(before), diff).toSorted(byTable);
      expect(made).toEqual(await rowsOf(after));
    }),
    { numRuns: 2000 },
  ));

test("a diff survives JSON", () =>
  fc.assert(
    fc.asyncProperty(releasePair, async ({ before, after }) => {
      const diff = await diffReleases(before, after);
      expect(JSON.parse(JSON.stringify(diff))).toEqual(diff);
    }),
  ));

test("a release differs from itself in nothing", () =>
  fc.assert(
    fc.asyncProperty(releasePair, async ({ before }) => {
      const diff = await diffReleases(before, before);
      expect(diff).toEqual({
        before: { name: "shop", version: "1.0.0" },
        after: { name: "shop", version: "1.0.0" },
        properties: [],
        tables: [],
      } satisfies ReleaseDiff);
    }),
  ));

test("a limited diff cannot be applied", async () => {
  const items = defineTable({ name: "items", fields: ["id"] });
  const before = makeRelease([makeTable(items, [])]);
  const after = makeRelease([makeTable(items, [{ id: "a" }, { id: "b" }])]);
  const diff = await diffReleases(before, after, { limit: 1 });
  expect(diff.tables.map(({ changes, omitted }) => [changes.length, omitted])).toEqual([[1, 1]]);
  await expect(async () => applyDiff(await rowsOf(before), diff)).rejects.toThrow(
    new RangeError("The diff of items leaves out 1 changes"),
  );
});

test("a diff depends on no order: of tables, fields, rows or batches", () =>
  fc.assert(
    fc.asyncProperty(releasePair, async ({ before, after }) => {
      const diff = await diffReleases(before, after);
      const turned = await diffReleases(await turnRows(before), await turnRows(after));
      expect(turned).toEqual(diff);
    }),
    { numRuns: 500 },
  ));

async function turnRows(release: Comparable): Promise<Comparable> {
  const rows = new Map((await rowsOf(release)).map((table) => [table.table, table.rows]));
  const tables = release.tables.map(({ definition }) =>
    tableOf(definition, (rows.get(definition.name) ?? []).toReversed()),
  );
  return { ...release, tables: tables.toReversed() };
}

test("tells all that happened to a table, row by row", async () => {
  const rest = { primaryKey: ["id"] };
  const shops = defineTable({ name: "shops", fields: ["id", "name", "town", "old"], ...rest });
  const after = defineTable({ name: "shops", fields: ["id", "name", "place", "new"], ...rest });
  const retired = defineTable({
    name: "retired_ids",
    fields: ["table", "id", "status", "replaced_by", "since", "reason"],
    primaryKey: ["table", "id"],
  });
  const gone = { status: "merged", replaced_by: "a", since: "1.1.0", reason: "The same shop" };
  const diff = await diffReleases(
    makeRelease([
      makeTable(shops, [
        { id: "a", name: "Ada", town: "Basel", old: "x" },
        { id: "b", name: "Bo", town: "Bern", old: "x" },
        { id: "c", name: "Cy", town: "Chur" },
        { id: "d", name: "Di", town: "Davos" },
        { id: "e", name: "Bo", town: "Biel" },
      ]),
      makeTable(retired, []),
    ]),
    makeRelease([
      makeTable(after, [
        { id: "a", name: "Ada", place: "Basel", new: "1" },
        { id: "b", name: "Bob", place: "Bern", new: "1" },
        { id: "c2", name: "Cy", place: "Chur" },
        { id: "e", name: "Bo", place: "Biel" },
        { id: "f", name: "Flo", place: "Flims" },
      ]),
      makeTable(retired, [{ table: "shops", id: "d", ...gone }]),
    ]),
  );
  expect(diff.tables.find(({ table }) => table === "shops")).toEqual({
    table: "shops",
    change: "kept",
    fields: ["id", "name", "place", "new"].map((name) => ({ name, type: "string" })),
    primary_key: ["id"],
    fields_added: ["new"],
    fields_removed: ["old"],
    fields_renamed: [{ from: "town", to: "place", equal: 3, of: 3 }],
    fields_retyped: [],
    fields_reordered: false,
    keys_comparable: true,
    rows: { before: 5, after: 5, added: 1, removed: 1, changed: 1, extended: 1, moved: 1 },
    changes: [
      { change: "changed", key: ["a"], cells: [{ field: "new", after: "1" }], same: 2 },
      {
        change: "changed",
        key: ["b"],
        cells: [
          { field: "name", before: "Bo", after: "Bob" },
          { field: "new", after: "1" },
        ],
        same: 1,
      },
      { change: "moved", from: ["c"], key: ["c2"], cells: [] },
      {
        change: "removed",
        key: ["d"],
        cells: { id: "d", name: "Di", town: "Davos" },
        retired: gone,
      },
      { change: "added", key: ["f"], cells: { id: "f", name: "Flo", place: "Flims" } },
    ],
    omitted: 0,
  });
});

test("two rows with one key cannot be compared", async () => {
  const items = defineTable({ name: "items", fields: ["id"] });
  const twice = makeRelease([tableOf(items, [{ id: "a" }, { id: "a" }])]);
  await expect(diffReleases(twice, twice)).rejects.toMatchObject({
    code: "VERIFY_FAILED",
    what: "Two rows of items have the primary key a, so no change of either can be told",
  });
});
