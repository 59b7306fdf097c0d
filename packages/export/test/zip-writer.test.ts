import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { crc32, inflateRawSync } from "node:zlib";
import { ZipArchive } from "archiver";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { BlockDeflate, firstBlockBytes } from "../src/block-deflate.ts";
import { deflateOnAllCores, placeholder } from "../src/zip-engine.ts";
import { formatZip, type ZipSource, zipLevel } from "../src/zip-writer.ts";
import { temporaryFolder } from "./support/folders.ts";
import { isHeavy } from "./support/heavy.ts";
import { madeUpFile, madeUpFiles } from "./support/made-up-files.ts";
import { run } from "./support/processes.ts";

/** Whether archiver is one that has no place for what is deflated already. */
const archiver = vi.hoisted(() => ({ isOther: false }));

vi.mock("archiver", async (original) => {
  const library = await original<typeof import("archiver")>();
  class OtherZipArchive extends library.ZipArchive {
    constructor(options?: ConstructorParameters<typeof library.ZipArchive>[0]) {
      super(options);
      const { engine } = (this as unknown as { _module: { engine: object } })._module;
      if (archiver.isOther) Object.assign(engine, { getBytesWritten: undefined });
    }
  }
  return { ...library, ZipArchive: OtherZipArchive };
});

test("the place where archiver takes deflated entries is there", () => {
  expect(deflateOnAllCores(new ZipArchive(), zipLevel)).toBe(true);
});

test("an archiver without that place is left as it is", () => {
  const archive = new ZipArchive();
  const other = { _module: { engine: { _smartStream() {} } } } as unknown as ZipArchive;
  const before = { ...other };
  expect(deflateOnAllCores(other, zipLevel)).toBe(false);
  expect(other).toEqual(before);
  expect(deflateOnAllCores({} as ZipArchive, zipLevel)).toBe(false);
  archive.destroy();
});

test("files of one block are written as archiver writes them by itself, byte for byte", async () => {
  const files = madeUpFiles(1 << 18).filter(({ content }) => content.length <= firstBlockBytes);
  const archive = new ZipArchive({ zlib: { level: zipLevel } });
  const whole = buffer(archive);
  for (const { path, read } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const done = once(archive, "entry");
    const facts = { name: path, date: new Date(Date.UTC(1980, 0, 1)), mode: 0o644 };
    archive.append(Readable.from(read(), { objectMode: false }), facts);
    await done;
  }
  await archive.finalize();
  expect((await zipOf(files)).equals(await whole)).toBe(true);
});

test("files that are read in the same memory again and again are zipped as they are, also by archiver alone", async () => {
  const files = madeUpFiles(1 << 18).filter(({ content }) => content.length <= firstBlockBytes);
  const passing = files.map(
    ({ path, content }): ZipSource => ({
      path,
      async *read() {
        const memory = Buffer.alloc(10_000);
        for (let start = 0; start < content.length; start += memory.length) {
          yield memory.subarray(0, content.copy(memory, 0, start));
          memory.fill("?");
        }
      },
    }),
  );
  const zip = await zipOf(files);
  expect((await zipOf(passing)).equals(zip)).toBe(true);
  archiver.isOther = true;
  try {
    expect((await zipOf(passing)).equals(zip)).toBe(true);
  } finally {
    archiver.isOther = false;
  }
});

test("an entry without content fails the archive", async () => {
  const archive = new ZipArchive();
  expect(deflateOnAllCores(archive, zipLevel)).toBe(true);
  archive.append(placeholder, { name: "a" });
  await expect(buffer(archive)).rejects.toThrow("There is no content for the entry a");
});

test("unzip and Python read every file back, on both sides of the borders of blocks", async () => {
  const files = madeUpFiles(1 << 18);
  const path = join(temporaryFolder(), "files.zip");
  writeFileSync(path, await zipOf(files));
  expect(execFileSync("unzip", ["-tqq", path], { encoding: "utf8" })).toBe("");
  const script =
    "import sys, zipfile, zlib\nz = zipfile.ZipFile(sys.argv[1])\nfor i in z.infolist(): d = z.read(i); print(i.filename, len(d), zlib.crc32(d), i.CRC)";
  const { stdout } = await run("python3", ["-c", script, path]);
  const lines = files.map(({ path: name, content }) => {
    const sum = crc32(content);
    return `${name} ${content.length} ${sum} ${sum}\n`;
  });
  expect(stdout).toBe(lines.toSorted().join(""));
});

test("neither threads nor the parts in which files are read change a byte", async () => {
  const script = join(import.meta.dirname, "support", "zip-hash.ts");
  const hashes = new Set<string>();
  for (const [threads, chunkBytes] of [
    ["1", 1 << 18],
    ["2", 99_991],
    ["9", 1 << 22],
  ] as const) {
    const env = { ...process.env, UV_THREADPOOL_SIZE: threads };
    const ended = await run(process.execPath, [script, String(chunkBytes)], { env });
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    hashes.add(ended.stdout);
  }
  expect(hashes.size).toBe(1);
});

test("whatever passes comes back when inflated, counted", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(1, 17, 65_536, 1_048_576), fc.nat(255)), { maxLength: 4 }),
      fc.constantFrom(1, 4, 6, 9),
      async (parts, level) => {
        const chunks = parts.map(([bytes, value]) => Buffer.alloc(bytes, `${value},`));
        const given = Buffer.concat(chunks);
        const deflate = new BlockDeflate(level);
        const deflated = await buffer(deflate.deflate(Readable.from(chunks)));
        expect(inflateRawSync(deflated).equals(given)).toBe(true);
        expect({ ...deflate }).toMatchObject({
          crc32: crc32(given),
          bytes: given.length,
          deflatedBytes: deflated.length,
        });
      },
    ),
    { numRuns: isHeavy ? 1000 : 50 },
  ));

test("no more is read than can be worked on, when nobody takes what was written", async () => {
  // Hardly shrinks, so that what waits to be taken is as large as what was read.
  const noise = Buffer.from(Array.from({ length: 1 << 18 }, (_, at) => (at * at * 40_503) >>> 16));
  let read = 0;
  const endless: ZipSource = {
    path: "endless",
    async *read() {
      for (;;) {
        read += noise.length;
        yield noise;
      }
    },
  };
  const zip = formatZip([endless]);
  await zip.next();
  let before = -1;
  while (read !== before) {
    before = read;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(read).toBeLessThan(12 * firstBlockBytes);
  await zip.return(undefined);
});

test("a file that breaks off in the middle is an error, not a shorter archive", async () => {
  const broken: ZipSource = {
    path: "b",
    async *read() {
      yield Buffer.alloc(3 * firstBlockBytes);
      throw new Error("gone");
    },
  };
  const files = [
    madeUpFile("a", Buffer.from("a"), 1),
    broken,
    madeUpFile("c", Buffer.from("c"), 1),
  ];
  await expect(zipOf(files)).rejects.toThrow("gone");
});

const zipOf = async (files: readonly ZipSource[]): Promise<Buffer> => buffer(formatZip(files));
