import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { compareFiles } from "../src/compare-files.ts";
import { cutRelease, verifyRelease } from "../src/index.ts";
import { readRelease } from "../src/read-release.ts";
import { readTree, temporaryFolder } from "./support/folders.ts";
import { isHeavy } from "./support/heavy.ts";
import { smallDataset, tableOf, tinyDataset } from "./support/tiny-dataset.ts";

const releases = temporaryFolder();
const created = "2026-11-23T09:30:00Z";

beforeAll(async () => {
  for (const version of ["1.0.0", "1.1.0"]) {
    const dataset = tinyDataset({ version });
    await cutRelease(dataset, { releasesFolder: releases, toolVersion: "0.0.0", created });
  }
});

/** A copy of both releases, to be spoilt; gives the folder of the second. */
function copyOfRelease(): string {
  const copy = temporaryFolder();
  cpSync(releases, copy, { recursive: true });
  return join(copy, "tiny", "1.1.0");
}

const data = "data/readings.csv";

test.each<[string, (folder: string) => void, object[]]>([
  [
    "bytes behind the end of a file",
    (folder) => appendFileSync(join(folder, data), "\n"),
    [{ code: "file-changed", path: data, message: "is not the file that SHA256SUMS lists" }],
  ],
  [
    "a file cut off",
    (folder) => truncateSync(join(folder, data), 40),
    [{ code: "file-changed", path: data, message: "is not the file that SHA256SUMS lists" }],
  ],
  [
    "an empty list of hashes",
    (folder) => truncateSync(join(folder, "SHA256SUMS")),
    [
      { code: "sums-malformed", path: "SHA256SUMS", message: "lists no file" },
      { code: "versions-disagree", path: "SHA256SUMS" },
    ],
  ],
  [
    "line ends converted",
    (folder) => {
      const path = join(folder, data);
      writeFileSync(path, readFileSync(path, "utf8").replaceAll("\n", "\r\n"));
    },
    [{ code: "file-changed", path: data }],
  ],
  [
    "a file removed",
    (folder) => rmSync(join(folder, data)),
    [{ code: "file-missing", path: data, message: "is missing" }],
  ],
  [
    "the list of hashes removed",
    (folder) => rmSync(join(folder, "SHA256SUMS")),
    [
      { code: "file-missing", path: "SHA256SUMS", message: "is missing" },
      { code: "versions-disagree", path: "SHA256SUMS" },
    ],
  ],
  [
    "the descriptor removed",
    (folder) => rmSync(join(folder, "datapackage.json")),
    [{ code: "file-missing", path: "datapackage.json", message: "is missing" }],
  ],
  [
    "two files swapped",
    (folder) => {
      renameSync(join(folder, data), join(folder, "x"));
      renameSync(join(folder, "data/sources.csv"), join(folder, data));
      renameSync(join(folder, "x"), join(folder, "data/sources.csv"));
    },
    [
      { code: "file-changed", path: data },
      { code: "file-changed", path: "data/sources.csv" },
    ],
  ],
  [
    "a file more",
    (folder) => writeFileSync(join(folder, "data/more.csv"), ""),
    [{ code: "file-extra", path: "data/more.csv", message: "is a file that was not released" }],
  ],
  [
    "a hidden file",
    (folder) => writeFileSync(join(folder, ".DS_Store"), ""),
    [{ code: "file-extra", path: ".DS_Store", message: "is a file that was not released" }],
  ],
  [
    "an empty folder",
    (folder) => mkdirSync(join(folder, "json/more")),
    [{ code: "file-extra", path: "json/more", message: "is a folder that was not released" }],
  ],
  [
    "a file replaced by a link to its like",
    (folder) => {
      renameSync(join(folder, data), join(folder, "..", "elsewhere.csv"));
      symlinkSync("../../elsewhere.csv", join(folder, data));
    },
    [{ code: "file-replaced", path: data, message: "is a link, not a file" }],
  ],
  [
    "a file replaced by a folder",
    (folder) => {
      rmSync(join(folder, data));
      mkdirSync(join(folder, data));
    },
    [{ code: "file-replaced", path: data, message: "is a folder, not a file" }],
  ],
  [
    "a line taken out of the list of hashes",
    (folder) => edit(join(folder, "SHA256SUMS"), /^.*README\.md\n/m, ""),
    [
      { code: "file-changed", path: "SHA256SUMS" },
      { code: "versions-disagree", path: "SHA256SUMS" },
    ],
  ],
  [
    "a hash in the list of hashes changed",
    (folder) => edit(join(folder, "SHA256SUMS"), /^.{64}(?= {2}README\.md)/m, "0".repeat(64)),
    [
      { code: "file-changed", path: "SHA256SUMS" },
      { code: "versions-disagree", path: "SHA256SUMS" },
    ],
  ],
  [
    "a list of versions that has gone back by one",
    (folder) =>
      edit(join(folder, "../versions.json"), /,\n {4}\{\n {6}"version": "1\.1\.0"[^}]*\}/, ""),
    [{ code: "versions-disagree", path: "versions.json", message: "does not list 1.1.0" }],
  ],
  [
    "a list of versions without the one before",
    (folder) => edit(join(folder, "../versions.json"), /\{\n {6}"version": "1\.0\.0"[^}]*\},/, ""),
    [{ code: "versions-disagree", path: "versions.json" }],
  ],
  [
    "a list of versions with another hash",
    (folder) =>
      edit(join(folder, "../versions.json"), /"sha256": ".{64}"/, `"sha256": "${"0".repeat(64)}"`),
    [{ code: "versions-disagree", path: "versions.json" }],
  ],
  [
    "a list of versions that is none",
    (folder) => writeFileSync(join(folder, "../versions.json"), "[]"),
    [{ code: "versions-disagree", path: "versions.json", message: "holds no list of versions" }],
  ],
])("verify finds %s", async (_, spoil, expected) => {
  const folder = copyOfRelease();
  expect((await verifyRelease(folder)).findings).toEqual([]);
  spoil(folder);
  const { findings } = await verifyRelease(folder);
  expect(findings).toMatchObject(expected);
});

test("verify names the file in which any one byte is changed", async () => {
  const files = readTree(join(releases, "tiny", "1.0.0"));
  expect(await findIn(files)).toEqual([]);
  for (const [path, content] of Object.entries(files)) {
    // In a plain run all bytes of the rows and of their hashes, and some of each document.
    const step = isHeavy || /^(?:data|json)\/\w+\.\w+$|^SHA256SUMS$/.test(path) ? 1 : 23;
    for (let at = 0; at < content.length; at += step) {
      const byte = content.charCodeAt(at) ^ (at % 2 === 0 ? 1 : 0x80);
      const changed = content.slice(0, at) + String.fromCharCode(byte) + content.slice(at + 1);
      const findings = await findIn({ ...files, [path]: changed });
      expect(JSON.stringify(findings), `byte ${at} of ${path}`).toContain(path);
    }
  }
}, 600_000);

test("verify names the file of each of 300 random bits that are flipped in a larger release", async () => {
  const releasesFolder = temporaryFolder();
  const [people] = smallDataset().tables;
  const rows = Array.from({ length: 20_000 }, (_, at) => ({
    id: `${at} of the town by the river at the foot of the hill`,
  }));
  const tables = people ? [tableOf(people.definition, rows)] : [];
  const dataset = smallDataset({ tables, exports: ["csv", "json"] });
  await cutRelease(dataset, { releasesFolder, toolVersion: "0.0.0", created });
  const files = readTree(join(releasesFolder, "small", "1.0.0"));
  expect(await findIn(files)).toEqual([]);
  const paths = Object.entries(files).flatMap(([path, { length }]) => Array(length).fill(path));
  expect(paths.length).toBeGreaterThan(1_000_000);
  const starts = new Map(Object.keys(files).map((path) => [path, paths.indexOf(path)]));
  await fc.assert(
    fc.asyncProperty(fc.nat(paths.length - 1), fc.nat(7), async (place, bit) => {
      const path: string = paths[place];
      const at = place - (starts.get(path) ?? 0);
      const content = files[path] ?? "";
      const byte = content.charCodeAt(at) ^ (1 << bit);
      const changed = content.slice(0, at) + String.fromCharCode(byte) + content.slice(at + 1);
      const findings = await findIn({ ...files, [path]: changed });
      expect(JSON.stringify(findings), `bit ${bit} of byte ${at} of ${path}`).toContain(path);
    }),
    { numRuns: 300 },
  );
}, 60_000);

test("verify reads what is there, not what it is told to be there", async () => {
  await expect(verifyRelease(join(releases, "none"))).rejects.toMatchObject({ code: "IO" });
  const empty = await verifyRelease(temporaryFolder());
  expect(empty.findings).toEqual([
    { code: "file-missing", path: "SHA256SUMS", message: "is missing" },
  ]);
});

/** Looks into a release that is held in memory; each character stands for a byte. */
async function findIn(files: Readonly<Record<string, string>>): Promise<readonly object[]> {
  const entries = Object.entries(files).map(([path, { length }]) => ({
    path,
    kind: "file" as const,
    bytes: length,
  }));
  const read = async function* (path: string): AsyncGenerator<Uint8Array> {
    yield Buffer.from(files[path] ?? "", "latin1");
  };
  return compareFiles(entries, await readRelease({ entries, read }));
}

function edit(path: string, search: RegExp, replacement: string): void {
  const before = readFileSync(path, "utf8");
  const after = before.replace(search, replacement);
  if (after === before) throw new Error(`Nothing to edit in ${path}`);
  writeFileSync(path, after);
}
