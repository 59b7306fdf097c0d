import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Row } from "@sourcebook/schema";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createIssueList } from "../../../src/issue-list.ts";
import { checkTables } from "../../../src/tables/check-tables.ts";
import { Workshop, type WorkshopOptions } from "../../../src/tables/shards/workshop.ts";
import { plainSource, type TableSource } from "../../../src/tables/table-source.ts";
import { ownModel } from "../own-model.ts";
import { inputOf } from "../read-all.ts";

const forms = { module: new URL("./stamped-forms.ts", import.meta.url).href };
const model = ownModel({
  things: { fields: { id: "string!", note: "string" }, primaryKey: ["id"] },
});
const before = { "a.csv": "id,note\nd,1\na,\n", "b.csv": "id,note\nc,NA\nb,2\n" };

let project = "";
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "cache-"));
});
afterEach(() => rm(project, { recursive: true }));

/** Reads the files in a new workshop; `use` is called while the workshop is open. */
async function read(
  contents: Readonly<Record<string, string>>,
  options: WorkshopOptions = {},
  source: Partial<TableSource> = {},
  use: () => Promise<unknown> = async () => {},
) {
  const all = { threads: 1, pieceBytes: 8, leastBytes: 0, forms, ...options };
  await using workshop = new Workshop(project, all);
  const files = {
    paths: Object.keys(contents),
    sizes: new Map(Object.entries(contents).map(([path, text]) => [path, text.length])),
    open: (path: string) => inputOf(contents[path] ?? "").open(),
  };
  const issues = createIssueList();
  const sources = [{ ...plainSource("things", "*.csv"), ...source }];
  const checked = await checkTables({ ...model, sources, assertions: [] }, files, issues, {
    workshop,
  });
  await use();
  const [table] = checked.tables;
  const rows: Row[] = [];
  for await (const batch of table?.batches() ?? []) rows.push(...batch);
  const stamps: Record<string, string> = {};
  const blocks: Uint8Array[] = [];
  for await (const block of table?.written?.lines("stamps") ?? [])
    blocks.push(Uint8Array.from(block));
  for (const line of Buffer.concat(blocks).toString().split("\n").slice(0, -1)) {
    const { row, stamp } = JSON.parse(line) as { row: { id: string }; stamp: string };
    stamps[row.id] = stamp;
  }
  return { rows, stamps, inputs: checked.inputs, issues: issues.sorted() };
}

const cacheFolder = (): string => join(project, ".sourcebook", "cache");

test("what was made of a file is taken again while the file is the same, and no longer", async () => {
  const first = await read(before);
  expect(first.rows.map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
  expect(await read(before)).toEqual(first);

  const after = { ...before, "b.csv": "id,note\nc,NA\nb,3\n" };
  const second = await read(after);
  expect(second.rows).toEqual([
    { id: "a" },
    { id: "b", note: "3" },
    { id: "c", note: "NA" },
    { id: "d", note: "1" },
  ]);
  expect(second.stamps).toMatchObject({ a: first.stamps.a, d: first.stamps.d });
  expect([first.stamps.b, first.stamps.c]).not.toContain(second.stamps.b);
  expect(await read(after)).toEqual(second);

  const { stamps, ...anew } = await read(after, { keeps: false });
  expect({ ...anew, stamps: second.stamps }).toEqual(second);
  expect(Object.values(second.stamps)).not.toContain(stamps.a);
});

test("a file that is read in another way is read anew, and keys are still held against each other", async () => {
  const first = await read(before);
  const missing = await read(before, {}, { missing: [{ value: "NA" }] });
  expect(missing.rows[2]).toEqual({ id: "c" });
  expect(missing.stamps.a).not.toBe(first.stamps.a);

  const twice = await read({ ...before, "c.csv": "id,note\na,\n" });
  expect(twice.issues.map(({ code, file, line }) => `${file}:${line} ${code}`)).toEqual([
    "c.csv:2 duplicate-id",
  ]);
});

test("an entry that was damaged, or is another's, is noticed and made anew", async () => {
  const { stamps: _, ...expected } = await read(before);
  const flip = async (path: string): Promise<void> => {
    const bytes = await readFile(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await rm(path);
    await writeFile(path, bytes);
  };
  const shorten = async (path: string): Promise<void> => {
    const bytes = await readFile(path);
    await rm(path);
    await writeFile(path, bytes.subarray(0, -1));
  };
  const replace = (path: string) => writeFile(path, "not ours");
  const damages: readonly (readonly [RegExp, (path: string) => Promise<void>])[] = [
    [/keys$/, flip],
    [/lines$/, shorten],
    [/lines$/, flip],
    [/lines$/, rm],
    [/^facts$/, flip],
    [/^facts$/, replace],
    [/^facts$/, rm],
  ];
  const entries = await readdir(cacheFolder());
  const names = await readdir(join(cacheFolder(), entries[0] ?? ""));
  // The keys, the lines and the facts.
  expect(names).toHaveLength(3);
  for (const [kind, damage] of damages) {
    for (const entry of await readdir(cacheFolder())) {
      for (const name of await readdir(join(cacheFolder(), entry))) {
        if (kind.test(name)) await damage(join(cacheFolder(), entry, name));
      }
    }
    const { stamps, ...found } = await read(before);
    expect(found).toEqual(expected);
    expect(Object.keys(stamps)).toEqual(["a", "b", "c", "d"]);
  }
});

test("who reads a table keeps it while another run puts another one in its place", async () => {
  const first = await read(before);
  const slow = await read(before, {}, {}, () => read({ ...before, "a.csv": "id,note\nd,9\na,\n" }));
  expect(slow).toEqual(first);
});

test("no more is kept than there is room for", async () => {
  await read(before, { mostKeptBytes: 10 });
  expect(await readdir(join(project, ".sourcebook"))).toEqual([".gitignore"]);
  await read({ "a.csv": before["a.csv"] });
  const [only = ""] = await readdir(cacheFolder());
  const sizes = await Promise.all(
    (await readdir(join(cacheFolder(), only)))
      .filter((name) => name !== "facts")
      .map((name) => readFile(join(cacheFolder(), only, name))),
  );
  const bytes = sizes.reduce((sum, { length }) => sum + length, 0);
  // Room for one: the one that was used last stays.
  await read({ "b.csv": before["b.csv"] }, { mostKeptBytes: bytes * 1.5 });
  const left = await readdir(cacheFolder());
  expect(left).toHaveLength(1);
  expect(left).not.toEqual([only]);
});
