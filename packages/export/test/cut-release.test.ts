import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { cutRelease, verifyRelease } from "../src/index.ts";
import { readTree, temporaryFolder } from "./support/folders.ts";
import { tinyDataset } from "./support/tiny-dataset.ts";

const toolVersion = "0.1.0";

test("a cut gives a folder, a zip and an entry in the list of versions, and nothing else", async () => {
  const releasesFolder = temporaryFolder();
  const cut = await cutRelease(tinyDataset(), { releasesFolder, toolVersion });
  const folder = join(releasesFolder, "tiny");

  expect(cut).toEqual({
    folder: join(folder, "1.0.0"),
    zip: join(folder, "tiny-1.0.0.zip"),
    files: 26,
    rows: 10,
    bytes: Object.values(readTree(cut.folder)).reduce((sum, { length }) => sum + length, 0),
    sumsSha256: sha256sum(join(cut.folder, "SHA256SUMS")),
  });
  expect(readdirSync(folder)).toEqual(["1.0.0", "tiny-1.0.0.zip", "versions.json"]);
  expect(JSON.parse(readFileSync(join(folder, "versions.json"), "utf8"))).toEqual({
    name: "tiny",
    versions: [{ version: "1.0.0", sha256: cut.sumsSha256 }],
  });
});

test("sha256sum finds every file as it was cut", async () => {
  const { folder } = await cutRelease(tinyDataset(), {
    releasesFolder: temporaryFolder(),
    toolVersion,
  });
  const said = execFileSync("sha256sum", ["--check", "--strict", "SHA256SUMS"], {
    cwd: folder,
    encoding: "utf8",
  });
  const files = Object.keys(readTree(folder)).filter((path) => path !== "SHA256SUMS");
  expect(said).toBe(files.map((path) => `${path}: OK\n`).join(""));
});

test("Python unzips the archive to the files of the folder", async () => {
  const { folder, zip = "" } = await cutRelease(tinyDataset(), {
    releasesFolder: temporaryFolder(),
    toolVersion,
  });
  const unzipped = temporaryFolder();
  execFileSync("python3", ["-m", "zipfile", "-e", zip, unzipped]);
  expect(readTree(unzipped)).toEqual(readTree(folder));
  const names = execFileSync("zipinfo", ["-1", zip], { encoding: "utf8" });
  expect(names.split("\n").slice(0, -1)).toEqual(Object.keys(readTree(folder)));
});

test("a release without zip in its exports has none", async () => {
  const releasesFolder = temporaryFolder();
  const cut = await cutRelease(tinyDataset({ exports: ["csv"] }), { releasesFolder, toolVersion });
  expect(cut.zip).toBeUndefined();
  expect(readdirSync(join(releasesFolder, "tiny"))).toEqual(["1.0.0", "versions.json"]);
  expect(readdirSync(cut.folder)).not.toContain("json");
});

test("each release names the one before it, in the list and in its descriptor", async () => {
  const releasesFolder = temporaryFolder();
  const options = { releasesFolder, toolVersion, created: "2026-11-23T09:30:00Z" };
  const first = await cutRelease(tinyDataset(), options);
  const second = await cutRelease(tinyDataset({ version: "1.1.0-rc.1" }), options);

  expect(JSON.parse(readFileSync(join(releasesFolder, "tiny/versions.json"), "utf8"))).toEqual({
    name: "tiny",
    versions: [
      { version: "1.0.0", sha256: first.sumsSha256, created: options.created },
      {
        version: "1.1.0-rc.1",
        sha256: second.sumsSha256,
        previous: first.sumsSha256,
        created: options.created,
      },
    ],
  });
  const descriptor = JSON.parse(readFileSync(join(second.folder, "datapackage.json"), "utf8"));
  expect(descriptor).toMatchObject({
    version: "1.1.0-rc.1",
    created: options.created,
    sourcebook: { previous: { version: "1.0.0", sha256: first.sumsSha256 } },
  });
});

test("a version that is cut already stays as it is", async () => {
  const releasesFolder = temporaryFolder();
  const options = { releasesFolder, toolVersion };
  await cutRelease(tinyDataset(), options);
  const before = readTree(releasesFolder);
  await expect(cutRelease(tinyDataset({ title: "Another" }), options)).rejects.toMatchObject({
    code: "RELEASE_EXISTS",
  });
  expect(readTree(releasesFolder)).toEqual(before);
});

test.each([
  ["an empty folder", (path: string) => mkdirSync(path)],
  ["a file", (path: string) => writeFileSync(path, "")],
  ["a link to nowhere", (path: string) => symlinkSync("/nowhere", path)],
])("%s in the place of a release is not replaced", async (_, occupy) => {
  const releasesFolder = temporaryFolder();
  mkdirSync(join(releasesFolder, "tiny"));
  occupy(join(releasesFolder, "tiny", "1.0.0"));
  await expect(cutRelease(tinyDataset(), { releasesFolder, toolVersion })).rejects.toMatchObject({
    code: "CONFLICT",
  });
  expect(readdirSync(join(releasesFolder, "tiny"))).toEqual(["1.0.0"]);
});

test("a release whose folder was taken away is not cut a second time", async () => {
  const releasesFolder = temporaryFolder();
  const { folder } = await cutRelease(tinyDataset(), { releasesFolder, toolVersion });
  execFileSync("mv", [folder, join(releasesFolder, "elsewhere")]);
  await expect(cutRelease(tinyDataset(), { releasesFolder, toolVersion })).rejects.toMatchObject({
    code: "RELEASE_EXISTS",
  });
});

test.each([
  [{ version: "1.0.0+build" }],
  [{ version: "v1.0.0" }],
  [{ version: "1.0" }],
  [{ version: "1.0.0-RC" }],
  [{ version: "1.0.0 " }],
  [{ version: "../1.0.0" }],
  [{ version: "01.0.0" }],
  [{ name: "../tiny" }],
  [{ name: "Tiny" }],
  [{ name: "con" }],
  [{ name: "" }],
  [{ exports: ["csv", "jason"] }],
])("%j can have no release", async (changes) => {
  const releasesFolder = temporaryFolder();
  await expect(
    cutRelease(tinyDataset(changes), { releasesFolder, toolVersion }),
  ).rejects.toMatchObject({ code: "USAGE" });
  expect(readdirSync(releasesFolder)).toEqual([]);
});

test("a time that is no time is refused", async () => {
  await expect(
    cutRelease(tinyDataset(), { releasesFolder: temporaryFolder(), toolVersion, created: "today" }),
  ).rejects.toMatchObject({ code: "USAGE" });
});

test("folders on the way to the releases are made, from where the process stands", async () => {
  const above = temporaryFolder();
  const releasesFolder = join(relative(process.cwd(), above), "not/yet/there");
  const { folder } = await cutRelease(tinyDataset(), { releasesFolder, toolVersion });
  expect(folder).toBe(join(releasesFolder, "tiny", "1.0.0"));
  expect((await verifyRelease(folder)).findings).toEqual([]);
});

test("a link in the place of the dataset's folder is not followed", async () => {
  const releasesFolder = temporaryFolder();
  const elsewhere = temporaryFolder();
  symlinkSync(elsewhere, join(releasesFolder, "tiny"));
  await expect(cutRelease(tinyDataset(), { releasesFolder, toolVersion })).rejects.toMatchObject({
    code: "CONFLICT",
  });
  expect(readdirSync(elsewhere)).toEqual([]);
});

test("a cut that is stopped leaves nothing behind", async () => {
  const releasesFolder = temporaryFolder();
  const signal = AbortSignal.abort();
  await expect(
    cutRelease(tinyDataset(), { releasesFolder, toolVersion, signal }),
  ).rejects.toMatchObject({ name: "AbortError" });
  expect(readTree(releasesFolder)).toEqual({ "tiny/": "" });
});

test("a release verifies, as a folder and as a zip", async () => {
  const {
    folder,
    zip = "",
    ...cut
  } = await cutRelease(tinyDataset(), {
    releasesFolder: temporaryFolder(),
    toolVersion,
  });
  const found = { name: "tiny", version: "1.0.0", ...cut, findings: [] };
  expect(await verifyRelease(folder)).toEqual({ path: folder, kind: "folder", ...found });
  expect(await verifyRelease(zip)).toEqual({ path: zip, kind: "archive", ...found });
});

const sha256sum = (path: string): string =>
  execFileSync("sha256sum", [path], { encoding: "utf8" }).slice(0, 64);
