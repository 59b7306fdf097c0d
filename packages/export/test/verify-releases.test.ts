import { appendFileSync, cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { cutRelease, verifyReleases } from "../src/index.ts";
import { temporaryFolder } from "./support/folders.ts";
import { smallDataset } from "./support/tiny-dataset.ts";

const releasesFolder = temporaryFolder();

beforeAll(async () => {
  for (const version of ["1.0.0", "1.1.0", "2.0.0-rc.1"]) {
    await cutRelease(smallDataset({ version }), { releasesFolder, toolVersion: "0.0.0" });
  }
});

function copyOfReleases(): string {
  const copy = temporaryFolder();
  cpSync(releasesFolder, copy, { recursive: true });
  return join(copy, "small");
}

/** What is wrong, by the name of the release or of the list. */
async function findIn(folder: string): Promise<readonly (readonly unknown[])[]> {
  const { releases, findings } = await verifyReleases(folder);
  return [
    ...findings.map(({ path, message }) => [path, message]),
    ...releases.flatMap((release) =>
      release.findings.map(({ path, message }) => [
        release.path.slice(folder.length + 1),
        path,
        message,
      ]),
    ),
  ];
}

test("all releases of a dataset are verified, as folders and as zips", async () => {
  const folder = join(releasesFolder, "small");
  const { releases, findings } = await verifyReleases(folder);
  expect(findings).toEqual([]);
  expect(releases.map(({ path, kind, findings }) => [path, kind, findings])).toEqual([
    [join(folder, "1.0.0"), "folder", []],
    [join(folder, "1.1.0"), "folder", []],
    [join(folder, "2.0.0-rc.1"), "folder", []],
    [join(folder, "small-1.0.0.zip"), "archive", []],
    [join(folder, "small-1.1.0.zip"), "archive", []],
    [join(folder, "small-2.0.0-rc.1.zip"), "archive", []],
  ]);
});

test("a release that was taken out, changed or put in the place of another is named", async () => {
  const folder = copyOfReleases();
  rmSync(join(folder, "1.0.0"), { recursive: true });
  rmSync(join(folder, "1.1.0"), { recursive: true });
  cpSync(join(folder, "2.0.0-rc.1"), join(folder, "1.1.0"), { recursive: true });
  cpSync(join(folder, "small-1.1.0.zip"), join(folder, "small-1.0.0.zip"));
  appendFileSync(join(folder, "2.0.0-rc.1", "data", "people.csv"), "\n");
  expect(await findIn(folder)).toEqual([
    ["versions.json", "lists 1.0.0, which is not there"],
    ["1.1.0", undefined, "is small 2.0.0-rc.1, in the place of 1.1.0"],
    ["2.0.0-rc.1", "data/people.csv", "is not the file that SHA256SUMS lists"],
    ["small-1.0.0.zip", undefined, "is small 1.1.0, in the place of 1.0.0"],
  ]);
});

test("the last release cannot be taken out of the list", async () => {
  const folder = copyOfReleases();
  const { releases } = await verifyReleases(folder);
  const [first, second] = releases;
  const versions = [
    { version: "1.0.0", sha256: first?.sumsSha256 },
    { version: "1.1.0", sha256: second?.sumsSha256, previous: first?.sumsSha256 },
  ];
  writeFileSync(join(folder, "versions.json"), JSON.stringify({ name: "small", versions }));
  expect(await findIn(folder)).toEqual([
    ["2.0.0-rc.1", "versions.json", "does not list 2.0.0-rc.1"],
    ["small-2.0.0-rc.1.zip", "versions.json", "does not list 2.0.0-rc.1"],
  ]);
});

test("a folder without a list of versions is no folder of releases", async () => {
  await expect(verifyReleases(releasesFolder)).rejects.toMatchObject({ code: "IO" });
});
