import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BlockBorder } from "../src/block-border.ts";
import { BlockDeflate, type BlockStore, firstBlockBytes } from "../src/block-deflate.ts";
import { KeptBlocks } from "../src/kept-blocks.ts";
import { formatZip, type ZipSource } from "../src/zip-writer.ts";
import { temporaryFolder } from "./support/folders.ts";
import { isHeavy } from "./support/heavy.ts";
import { madeUpFile, madeUpText } from "./support/made-up-files.ts";
import { run } from "./support/processes.ts";

const before = madeUpText(3 << 21);
const index = "zip-blocks-1";

test("after a line was inserted, removed or changed, few blocks are deflated again", async () => {
  const at = before.indexOf("\n", 3 << 19) + 1;
  const next = before.indexOf("\n", at) + 1;
  const line = Buffer.from("0,station new,dry\n");
  const [head, rest] = [before.subarray(0, at), before.subarray(next)];
  const project = await projectOf(before);
  const same = await cut(project, before);
  expect(same.found).toBe(same.asked);
  expect(same.asked).toBeGreaterThan(8);
  for (const after of [[line, before.subarray(at)], [rest], [line, rest]]) {
    const { asked, found } = await cut(project, Buffer.concat([head, ...after]));
    expect(asked - found).toBeGreaterThan(0);
    expect(asked - found).toBeLessThanOrEqual(3);
  }
});

test("whatever was edited, and whatever became of what is kept, the zip is the one without it", async () => {
  const edits = fc.array(
    fc.record({
      at: fc.nat(before.length),
      removed: fc.oneof(fc.nat(300), fc.nat(1 << 20)),
      added: fc.oneof(fc.string(), fc.constant("1,station 1,dry\n".repeat(20_000))),
    }),
    { maxLength: 3 },
  );
  const accident = fc.record({
    file: fc.constantFrom("index", "zip"),
    kind: fc.constantFrom("none", "flip", "cut", "gone", "folder", "pipe"),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  });
  const project = await projectOf(before);
  const kept = [project.zip, join(project.cache, index)].map((path) => ({
    path,
    bytes: readFileSync(path),
  }));
  await fc.assert(
    fc.asyncProperty(edits, accident, async (changes, { file, kind, at }) => {
      for (const { path, bytes } of kept) {
        rmSync(path, { recursive: true, force: true });
        writeFileSync(path, bytes);
      }
      const after = changes.reduce(applyEdit, before);
      spoil(file === "zip" ? project.zip : join(project.cache, index), kind, at);
      const { zip } = await cut(project, after);
      expect(zip.equals(await buffer(formatZip(filesOf(after))))).toBe(true);
      expect(await readByPython(zip)).toBe(createHash("sha256").update(after).digest("hex"));
    }),
    { numRuns: isHeavy ? 300 : 10 },
  );
}, 600_000);

test("nothing is taken that was deflated at another level or behind other bytes", async () => {
  const kept = new Map<string, Buffer>();
  const store: BlockStore = {
    find: async (key) => kept.get(key),
    add: (key, _, deflated) => kept.set(key, deflated),
  };
  await deflated(before, 1, store);
  // The second block is the same, and its dictionary is another.
  const border = new BlockBorder(firstBlockBytes).find(before) ?? 0;
  const after = Buffer.from(before).fill("7", border - (1 << 15), firstBlockBytes);
  expect(after.equals(before)).toBe(false);
  for (const text of [before, after]) {
    expect((await deflated(text, 6, store)).equals(await deflated(text, 6))).toBe(true);
  }
});

test("where nothing can be written nothing is kept, and the zip is the same", async () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  const project = { zip: `${file}.zip`, cache: join(file, "cache") };
  const { zip } = await cut(project, before);
  expect(zip.equals(await buffer(formatZip(filesOf(before))))).toBe(true);
  expect(readFileSync(file, "utf8")).toBe("");
});

test("of files of one block nothing is kept, and no folder is made", async () => {
  const { cache } = await projectOf(before.subarray(0, 1 << 20));
  expect(() => readdirSync(cache)).toThrow("ENOENT");
});

test("a fault of ours is not taken for a refusal of the system", async () => {
  const kept = new KeptBlocks(() => Promise.reject(new TypeError("ours")));
  await expect(buffer(formatZip(filesOf(before), { store: kept }))).rejects.toThrow("ours");
});

interface Project {
  readonly zip: string;
  readonly cache: string;
}

/** A project of which a text was cut. */
async function projectOf(text: Buffer): Promise<Project> {
  const folder = temporaryFolder();
  const project = { zip: join(folder, "a.zip"), cache: join(folder, "cache") };
  await cut(project, text);
  return project;
}

/** Zips a text as a cut does; counts what was asked of the store. */
async function cut(
  { zip: path, cache }: Project,
  text: Buffer,
): Promise<{ zip: Buffer; asked: number; found: number }> {
  const kept = new KeptBlocks(async () => {
    mkdirSync(cache, { recursive: true });
    return cache;
  });
  let asked = 0;
  let found = 0;
  const counting: BlockStore = {
    async find(key) {
      const block = await kept.find(key);
      asked += 1;
      if (block !== undefined) found += 1;
      return block;
    },
    add: (...block) => kept.add(...block),
  };
  const zip = await buffer(formatZip(filesOf(text), { store: counting }));
  await kept.close();
  rmSync(path, { recursive: true, force: true });
  writeFileSync(path, zip);
  await kept.keep(path);
  return { zip, asked, found };
}

/** The text stands behind another file, so that it does not begin where the archive does. */
const filesOf = (text: Buffer): readonly ZipSource[] => [
  madeUpFile("a.txt", Buffer.from("a"), 1),
  madeUpFile("b.csv", text, 1 << 18),
];

const deflated = (text: Buffer, level: number, store?: BlockStore): Promise<Buffer> =>
  buffer(new BlockDeflate(level, store).deflate(Readable.from([text])));

function applyEdit(
  text: Buffer,
  { at, removed, added }: { at: number; removed: number; added: string },
): Buffer {
  return Buffer.concat([text.subarray(0, at), Buffer.from(added), text.subarray(at + removed)]);
}

function spoil(path: string, kind: string, at: number): void {
  const bytes = readFileSync(path);
  const place = Math.floor(bytes.length * at);
  if (kind !== "none") rmSync(path);
  if (kind === "folder") mkdirSync(path);
  if (kind === "pipe") execFileSync("mkfifo", [path]);
  if (kind === "cut") writeFileSync(path, bytes.subarray(0, place));
  if (kind === "flip") {
    // Every block in it is another then.
    for (let to = place % 4096; to < bytes.length; to += 4096) bytes[to] = (bytes[to] ?? 0) ^ 4;
    writeFileSync(path, bytes);
  }
}

async function readByPython(zip: Buffer): Promise<string> {
  const path = join(temporaryFolder(), "a.zip");
  writeFileSync(path, zip);
  const script =
    "import sys, zipfile, hashlib\nprint(hashlib.sha256(zipfile.ZipFile(sys.argv[1]).read('b.csv')).hexdigest())";
  const { stdout, stderr } = await run("python3", ["-c", script, path]);
  expect(stderr).toBe("");
  rmSync(path);
  return stdout.trim();
}
