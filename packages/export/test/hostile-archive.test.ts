import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { inflateRawSync } from "node:zlib";
import { ZipArchive } from "archiver";
import { beforeAll, expect, test } from "vitest";
import { cutRelease, verifyRelease } from "../src/index.ts";
import { temporaryFolder } from "./support/folders.ts";
import { isHeavy } from "./support/heavy.ts";
import { tinyDataset } from "./support/tiny-dataset.ts";

const folder = temporaryFolder();
let good: string;

beforeAll(async () => {
  const cut = await cutRelease(tinyDataset(), { releasesFolder: folder, toolVersion: "0.0.0" });
  good = cut.zip ?? "";
  execFileSync("python3", [join(import.meta.dirname, "support", "hostile-zips.py"), good, folder]);
});

test.each([
  ["parent", "archive-unsafe", '"../evil.txt"'],
  ["deep-parent", "archive-unsafe", '"data/../../evil.txt"'],
  ["absolute", "archive-unsafe", '"/tmp/evil.txt"'],
  ["drive", "archive-unsafe", '"C:evil.txt"'],
  ["backslash", "archive-unsafe", '"..\\\\evil.txt"'],
  ["nul", "archive-unsafe", '"data/read\\u0000ings.csv"'],
  ["unicode", "archive-unsafe", '"data/re\\u00d0\\u00b0dings.csv"'],
  ["device", "archive-unsafe", '"data/con.csv"'],
  ["link", "archive-unsafe", "data/link.csv"],
  ["fifo", "archive-unsafe", "data/fifo.csv"],
  ["folder", "archive-unsafe", '"data/"'],
  ["encrypted", "archive-unsafe", "ATTRIBUTION.md"],
  ["bzip2", "archive-unsafe", "data/more.csv"],
  ["duplicate", "archive-ambiguous", "README.md"],
  ["case", "archive-ambiguous", "readme.md"],
  ["local-name", "archive-ambiguous", "ATTRIBUTION.md"],
  ["central-name", "archive-ambiguous", "aTTRIBUTION.md"],
  ["overlap", "archive-ambiguous", "CITATION.cff"],
  ["size", "archive-ambiguous", "ATTRIBUTION.md"],
  ["large-size", "archive-ambiguous", "ATTRIBUTION.md"],
  ["compressed-size", "archive-ambiguous", "ATTRIBUTION.md"],
  ["crc", "archive-ambiguous", "ATTRIBUTION.md"],
  ["mended-prefix", "archive-ambiguous", "ATTRIBUTION.md"],
  ["bomb", "archive-too-large", "data/bomb.csv"],
  ["truncated", "archive-damaged", undefined],
  ["half", "archive-damaged", undefined],
  ["trailing", "archive-damaged", undefined],
  ["comment", "archive-damaged", undefined],
  ["prefix", "archive-damaged", undefined],
  ["empty", "archive-damaged", undefined],
  ["no-zip", "archive-damaged", undefined],
  ["count", "archive-damaged", undefined],
  ["offset", "archive-damaged", undefined],
])("the archive %s.zip is refused: %s", async (name, code, path) => {
  const { findings, files } = await verifyRelease(join(folder, `${name}.zip`));
  expect(files).toBe(0);
  expect(findings.map((finding) => [finding.code, finding.path])).toContainEqual([code, path]);
});

test.each([
  ["extra", { code: "file-extra", path: "data/more.csv" }],
  ["data", { code: "file-changed", path: "ATTRIBUTION.md" }],
  [
    "both-checksums",
    {
      code: "file-changed",
      path: "ATTRIBUTION.md",
      message: "does not have the checksum that the archive declares",
    },
  ],
  [
    "behind-data",
    { code: "file-changed", path: "ATTRIBUTION.md", message: "has bytes behind its data" },
  ],
])("the archive %s.zip is read, and what is wrong in it is found", async (name, expected) => {
  const { findings } = await verifyRelease(join(folder, `${name}.zip`));
  expect(findings).toMatchObject([expected]);
});

test("any one byte changed in an archive is found, unless it holds the same all the same", async () => {
  const bytes = readFileSync(good);
  const ignored = fieldsWithoutMeaning(bytes);
  const entries = dataOfEntries(bytes);
  const path = join(folder, "changed.zip");
  for (let at = 0; at < bytes.length; at += isHeavy ? 1 : 47) {
    if (ignored.has(at)) continue;
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (at % 2 === 0 ? 1 : 0x80);
    writeFileSync(path, changed);
    const { findings } = await verifyRelease(path);
    // Deflate can say one thing in several ways: another distance to the same words, bits that only fill up.
    const entry = entries.find(({ start, end }) => start <= at && at < end);
    if (findings.length === 0 && entry?.isDeflated) {
      const inflated = (from: Buffer) => inflateRawSync(from.subarray(entry.start, entry.end));
      expect(inflated(changed), `byte ${at}`).toEqual(inflated(bytes));
    } else expect(findings.length, `byte ${at}`).toBeGreaterThan(0);
  }
}, 600_000);

test("an archive in the long form is read too", async () => {
  const archive = new ZipArchive({ forceZip64: true });
  archive.append(Buffer.from("x"), { name: "SHA256SUMS" });
  const [bytes] = await Promise.all([buffer(archive), archive.finalize()]);
  const path = join(folder, "long.zip");
  writeFileSync(path, bytes);
  const { findings, files } = await verifyRelease(path);
  expect(files).toBe(1);
  expect(findings).toMatchObject([{ code: "sums-malformed" }]);
});

interface EntryData {
  /** Of its own header, and of its line in the directory. */
  readonly header: number;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly isDeflated: boolean;
}

function dataOfEntries(bytes: Buffer): readonly EntryData[] {
  const entries: EntryData[] = [];
  let line = bytes.readUInt32LE(bytes.length - 6);
  while (bytes.readUInt32LE(line) === 0x02014b50) {
    const header = bytes.readUInt32LE(line + 42);
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    const end = start + bytes.readUInt32LE(line + 20);
    entries.push({ header, line, start, end, isDeflated: bytes.readUInt16LE(line + 10) === 8 });
    line += 46 + bytes.readUInt16LE(line + 28) + bytes.readUInt16LE(line + 30);
  }
  return entries;
}

/** Where an archive tells when and by what it was made, or tells nothing: that is no part of the release. */
function fieldsWithoutMeaning(bytes: Buffer): ReadonlySet<number> {
  const fields = new Set<number>();
  const add = (start: number, end: number): void => {
    for (let at = start; at < end; at += 1) fields.add(at);
  };
  for (const { header, line } of dataOfEntries(bytes)) {
    add(header + 4, header + 6);
    add(header + 10, header + 14);
    add(line + 4, line + 8);
    add(line + 12, line + 16);
    add(line + 34, line + 42);
  }
  return fields;
}
