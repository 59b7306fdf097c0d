import { mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { cutReleaseOn } from "../src/cut-release.ts";
import { openDirectoryWriter } from "../src/directory-writer.ts";
import { nodeDisk } from "../src/disk.ts";
import { textContent } from "../src/release-plan.ts";
import { releasePlaces } from "../src/releases-folder.ts";
import { temporaryFolder } from "./support/folders.ts";
import { smallDataset } from "./support/tiny-dataset.ts";
import { watchedDisk } from "./support/watched-disk.ts";

const toolVersion = "0.0.0";

test("every file and every folder is synced before the release appears, and its place after", async () => {
  const releasesFolder = temporaryFolder();
  const folder = join(releasesFolder, "small");
  const calls: string[] = [];
  const disk = watchedDisk({
    call: (name, path) => {
      calls.push(`${name} ${path.slice(releasesFolder.length + 1)}`);
    },
  });
  await cutReleaseOn(disk, smallDataset(), { releasesFolder, toolVersion });

  const appears = calls.indexOf("rename small/.staging/release");
  const before = calls.slice(0, appears);
  const written = before.filter((call) => call.startsWith("writeFile small/.staging/"));
  const files = [...new Set(written.map((call) => call.slice("writeFile ".length)))];
  expect(files.length).toBeGreaterThan(5);
  for (const path of [...files, ...files.map(dirname)]) {
    expect(before.lastIndexOf(`sync ${path}`), path).toBeGreaterThan(
      before.lastIndexOf(`writeFile ${path}`),
    );
  }
  expect(before.lastIndexOf("sync small")).toBeGreaterThan(
    before.indexOf("rename small/.staging/release.zip"),
  );
  const after = calls.slice(appears);
  expect(after.slice(1, 4).map((call) => call.split(" ")[0])).toEqual(["open", "sync", "close"]);
  expect(after.lastIndexOf("sync small")).toBeGreaterThan(
    after.indexOf("rename small/.versions.json"),
  );
  expect(readdirSync(folder)).toEqual(["1.0.0", "small-1.0.0.zip", "versions.json"]);
});

test("whoever holds memory for tables is told when they are read and a zip is to be packed", async () => {
  const releasesFolder = temporaryFolder();
  const staging = join(releasesFolder, "small", ".staging");
  const seen: string[][] = [];
  const beforeZip = async (): Promise<void> => {
    seen.push([...readdirSync(staging), ...readdirSync(join(staging, "release")).toSorted()]);
  };
  const options = { releasesFolder, toolVersion, beforeZip };
  const { folder } = await cutReleaseOn(nodeDisk, smallDataset(), options);
  expect(seen).toEqual([["release", ...readdirSync(folder).toSorted()]]);

  const elsewhere = { ...options, releasesFolder: temporaryFolder() };
  await cutReleaseOn(nodeDisk, { ...smallDataset(), exports: ["csv"] }, elsewhere);
  expect(seen).toHaveLength(1);
});

test("two files of one folder may be begun at once", async () => {
  const places = releasePlaces(temporaryFolder(), "small", "1.0.0");
  const plan = { name: "small", version: "1.0.0", zip: false };
  const writer = await openDirectoryWriter(nodeDisk, places, plan, []);
  const paths = ["data/deep/a.csv", "data/deep/b.csv", "data/c.csv"];
  const receipts = await Promise.all(paths.map((path) => writer.write(path, textContent(path))));
  expect(receipts.map(({ bytes }) => bytes)).toEqual(paths.map(({ length }) => length));
  await writer.discard();
});

test.each([
  ["data/people.csv", 5, /release\/data\/people\.csv$|^data\/people\.csv$/],
  ["SHA256SUMS", 5, /SHA256SUMS$/],
  // In the zip: inside a compressed file, inside a header, and inside the end record.
  ["release.zip", 60, /./],
  ["release.zip", 31, /release\.zip$/],
  ["release.zip", -4, /release\.zip$/],
])(
  "a disk that keeps other bytes of %s than it was given is found out (%i)",
  async (name, at, path) => {
    const releasesFolder = temporaryFolder();
    const disk = watchedDisk({
      write: (file, bytes) => {
        if (!file.endsWith(name)) return bytes;
        const index = at < 0 ? bytes.length + at : at;
        return Buffer.from(bytes).fill((bytes[index] ?? 0) ^ 4, index, index + 1);
      },
    });
    await expect(
      cutReleaseOn(disk, smallDataset(), { releasesFolder, toolVersion }),
    ).rejects.toMatchObject({
      code: "IO",
      what: expect.stringContaining("does not read back"),
      where: { path: expect.stringMatching(path) },
    });
    expect(readdirSync(join(releasesFolder, "small"))).toEqual([]);
  },
);

test("a folder that appears while a cut is under way is not replaced", async () => {
  const releasesFolder = temporaryFolder();
  const place = join(releasesFolder, "small", "1.0.0");
  const disk = watchedDisk({
    call(name, path) {
      if (name === "open" && path.endsWith("release.zip")) mkdirSync(place, { recursive: true });
    },
  });
  await expect(
    cutReleaseOn(disk, smallDataset(), { releasesFolder, toolVersion }),
  ).rejects.toMatchObject({ code: "RELEASE_EXISTS", where: { path: place } });
  expect(readdirSync(join(releasesFolder, "small"))).toEqual(["1.0.0"]);
  expect(readdirSync(place)).toEqual([]);
});
