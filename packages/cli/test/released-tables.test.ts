import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tables } from "@sourcebook/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cutSeeds, loadIntoSqlite, type SeedsRelease } from "./support/release-of-seeds.ts";

let seeds: SeedsRelease;
beforeAll(async () => {
  seeds = await cutSeeds();
});
afterAll(() => rm(seeds.releasesFolder, { recursive: true, force: true }));

test("another reader loads every released table into SQLite without a violation", async () => {
  const { rows, references, violations } = await loadIntoSqlite(seeds.release);
  expect(violations).toEqual([]);
  expect(Object.keys(rows)).toEqual(Object.keys(tables));
  expect(references).toBe(
    Object.values(tables).flatMap((table) => table.foreignKeys.filter(({ each }) => !each)).length,
  );
  const filled = Object.entries(rows).filter(([, count]) => count > 0);
  expect(filled.length).toBeGreaterThan(8);
});

test("and would have told a broken reference, code, key and type", async () => {
  const path = join(seeds.release, "data/attributions.csv");
  const text = await readFile(path, "utf8");
  const [head = "", first = ""] = text.split("\n");
  const [claim] = first.split(",");
  const faulty = [
    `${claim},0,nobody-at-all,writes,,explicit`,
    `${claim},1,nobody-at-all,writes,,perhaps`,
    `${claim},one,nobody-at-all,writes,,explicit`,
    `${claim},0,nobody-at-all,writes,,explicit`,
  ];
  await writeFile(path, `${[head, ...faulty].join("\n")}\n`);
  const { violations } = await loadIntoSqlite(seeds.release).finally(() => writeFile(path, text));
  expect(violations.map((violation) => violation.replace(/: \[.*/u, ""))).toMatchInlineSnapshot(`
    [
      "attributions, row 2: CHECK constraint failed: certainty",
      "attributions, row 3: cannot store TEXT value in INTEGER column attributions.step",
      "attributions, row 4: UNIQUE constraint failed: attributions.claim_id, attributions.step",
      "FOREIGN KEY constraint failed",
    ]
  `);
});
