import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
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

test("any one byte changed in an archive is found, but for dates and versions of the archive itself", async () => {
  const bytes = readFileSync(good);
  const ignored = fieldsWithoutMeaning(bytes);
  const path = join(folder, "changed.zip");
  for (let at = 0; at < bytes.length; at += isHeavy ? 1 : 47) {
    if (ignored.has(at)) continue;
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (at % 2 === 0 ? 1 : 0x80);
    writeFileSync(path, changed);
    const { findings } = await verifyRelease(path);
    expect(findings.length, `byte ${at}`).toBeGreaterThan(0);
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

/** Where an archive tells when and by what it was made, or tells nothing: that is no part of the release. */
function fieldsWithoutMeaning(bytes: Buffer): ReadonlySet<number> {
  const fields = new Set<number>();
  const add = (start: number, end: number): void => {
    for (let at = start; at < end; at += 1) fields.add(at);
  };
  let at = bytes.readUInt32LE(bytes.length - 6);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const local = bytes.readUInt32LE(at + 42);
    add(local + 4, local + 6);
    add(local + 10, local + 14);
    add(at + 4, at + 8);
    add(at + 12, at + 16);
    add(at + 34, at + 42);
    // The last byte of a deflated entry ends in bits that fill it up.
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const end = data + bytes.readUInt32LE(at + 20);
    if (bytes.readUInt16LE(at + 10) === 8) add(end - 1, end);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30);
  }
  return fields;
}
