import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { cutRelease } from "@sourcebook/export";
import { checkProject } from "@sourcebook/ingest";
import { tables } from "@sourcebook/schema";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const seeds = join(import.meta.dirname, "../../../seeds");
const script = join(import.meta.dirname, "support/load-into-sqlite.py");
let releasesFolder = "";
let release = "";

beforeAll(async () => {
  releasesFolder = await mkdtemp(join(tmpdir(), "sourcebook-sqlite-"));
  const { dataset, issues } = await checkProject(seeds);
  if (!dataset) throw new Error(JSON.stringify(issues.slice(0, 3)));
  release = (await cutRelease(dataset, { releasesFolder, toolVersion: "0.0.0" })).folder;
});

afterAll(() => rm(releasesFolder, { recursive: true, force: true }));

interface Loaded {
  readonly rows: Readonly<Record<string, number>>;
  readonly references: number;
  readonly violations: readonly string[];
}

async function load(): Promise<Loaded> {
  const { stdout } = await run("/usr/bin/python3", [script, release]);
  return JSON.parse(stdout) as Loaded;
}

test("another reader loads every released table into SQLite without a violation", async () => {
  const { rows, references, violations } = await load();
  expect(violations).toEqual([]);
  expect(Object.keys(rows)).toEqual(Object.keys(tables));
  expect(references).toBe(
    Object.values(tables).flatMap((table) => table.foreignKeys.filter(({ each }) => !each)).length,
  );
  const filled = Object.entries(rows).filter(([, count]) => count > 0);
  expect(filled.length).toBeGreaterThan(8);
});

test("and would have told a broken reference, code, key and type", async () => {
  const path = join(release, "data/attributions.csv");
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
  const { violations } = await load().finally(() => writeFile(path, text));
  expect(violations.map((violation) => violation.replace(/: \[.*/u, ""))).toMatchInlineSnapshot(`
    [
      "attributions, row 2: CHECK constraint failed: certainty",
      "attributions, row 3: cannot store TEXT value in INTEGER column attributions.step",
      "attributions, row 4: UNIQUE constraint failed: attributions.claim_id, attributions.step",
      "FOREIGN KEY constraint failed",
    ]
  `);
});
