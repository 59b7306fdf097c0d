import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { cutRelease } from "../src/index.ts";
import { readTree, temporaryFolder } from "./support/folders.ts";
import { smallDataset } from "./support/tiny-dataset.ts";

let releasesFolder: string;
let folder: string;
let whole: Record<string, string>;
const cut = (version: string, changes: object = {}) =>
  cutRelease(smallDataset({ version, ...changes }), { releasesFolder, toolVersion: "0.0.0" });

// Two releases, the second not in the list: as a cut leaves it that is killed just before its end.
beforeEach(async () => {
  releasesFolder = temporaryFolder();
  folder = join(releasesFolder, "small");
  await cut("1.0.0");
  const list = readFileSync(join(folder, "versions.json"));
  await cut("1.1.0");
  whole = readTree(folder);
  writeFileSync(join(folder, "versions.json"), list);
});

test("a cut of the same inputs ends what was left, and says so", async () => {
  expect(await cut("1.1.0")).toMatchObject({
    folder: join(folder, "1.1.0"),
    zip: join(folder, "small-1.1.0.zip"),
    rows: 3,
    finished: true,
  });
  expect(readTree(folder)).toEqual(whole);
  await expect(cut("1.1.0")).rejects.toMatchObject({ code: "RELEASE_EXISTS" });
});

test("a cut of other inputs ends what was left, and says that the version exists", async () => {
  const inputs = [{ path: "dataset.yaml", bytes: 1, sha256: "f".repeat(64) }];
  await expect(cut("1.1.0", { inputs })).rejects.toMatchObject({ code: "RELEASE_EXISTS" });
  expect(readTree(folder)).toEqual(whole);
});

test("a cut of another version follows what was left", async () => {
  const { folder: third } = await cut("1.2.0");
  const { versions } = JSON.parse(readFileSync(join(folder, "versions.json"), "utf8"));
  expect(versions.map(({ version }: { version: string }) => version)).toEqual([
    "1.0.0",
    "1.1.0",
    "1.2.0",
  ]);
  const { sourcebook } = JSON.parse(readFileSync(join(third, "datapackage.json"), "utf8"));
  expect(sourcebook.previous).toEqual({ version: "1.1.0", sha256: versions[1].sha256 });
});

test("a list of versions that was lost is made again from the releases", async () => {
  rmSync(join(folder, "versions.json"));
  expect(await cut("1.1.0")).toMatchObject({ finished: true });
  expect(readTree(folder)).toEqual(whole);
});

test.each<[string, () => void, string]>([
  ["was changed", () => appendFileSync(join(folder, "1.1.0/README.md"), " "), "README.md"],
  [
    "is of another version",
    () => renameSync(join(folder, "1.1.0"), join(folder, "1.5.0")),
    "it is small 1.1.0",
  ],
  [
    "does not follow the last in the list",
    () => rmSync(join(folder, "1.0.0"), { recursive: true }),
    "does not follow",
  ],
])("an unlisted release that %s stops every cut", async (_, spoil, reason) => {
  spoil();
  if (reason === "does not follow") rmSync(join(folder, "versions.json"));
  for (const version of ["1.1.0", "1.2.0"]) {
    await expect(cut(version)).rejects.toMatchObject({
      code: "CONFLICT",
      what: expect.stringContaining(reason),
    });
  }
});

test.each(["", "[]", '{"name":"other","versions":[]}', '{"name":"small","versions":[{}]}'])(
  "a list of versions that says %j stops every cut",
  async (text) => {
    writeFileSync(join(folder, "versions.json"), text);
    await expect(cut("1.1.0")).rejects.toMatchObject({
      code: "CONFLICT",
      where: { path: join(folder, "versions.json") },
    });
    expect(readFileSync(join(folder, "versions.json"), "utf8")).toBe(text);
  },
);
