import { appendFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { cutRelease, verifyRelease, verifyReleases, yankRelease } from "../src/index.ts";
import { readTree, temporaryFolder } from "./support/folders.ts";
import { shopsDataset } from "./support/shops.ts";

let releasesFolder: string;
let folder: string;
const toolVersion = "0.0.0";
const yanked = { since: "2026-11-29", reason: "The cities are those of <another> list" };
const ada = { id: "a", name: "Ada" };
const good = shopsDataset({ shops: [ada] });
const bad = shopsDataset({ shops: [ada, { id: "b", name: "Bo" }] }, { version: "1.1.0" });
const mended = { ...good, version: "1.1.1" };
const cut = (dataset: typeof good) => cutRelease(dataset, { releasesFolder, toolVersion });
const versions = () => JSON.parse(readFileSync(join(folder, "versions.json"), "utf8")).versions;
const sha256 = () => versions().map((entry: { sha256: string }) => entry.sha256);

beforeEach(async () => {
  releasesFolder = temporaryFolder();
  folder = join(releasesFolder, "shops");
  await cut(good);
  await cut(bad);
});

test("a yanked release stays to the byte as it was cut, and says since when and why", async () => {
  const { "versions.json": list, ...before } = readTree(folder);
  const hashes = sha256();
  const path = join(folder, "1.1.0");
  const outcome = { name: "shops", version: "1.1.0", ...yanked };
  expect(await yankRelease(path, yanked)).toEqual({ ...outcome, isNew: true });
  const after = readTree(folder);
  expect(after).toEqual({ ...before, "versions.json": expect.not.stringMatching(list ?? "") });
  expect(versions()).toEqual([
    { version: "1.0.0", sha256: hashes[0] },
    { version: "1.1.0", sha256: hashes[1], previous: hashes[0], yanked },
  ]);
  expect(await yankRelease(path, yanked)).toEqual({ ...outcome, isNew: false });
  expect(readTree(folder)).toEqual(after);

  const { releases, findings } = await verifyReleases(folder);
  expect(findings).toEqual([]);
  expect(releases.map((release) => [release.findings, release.yanked])).toEqual([
    [[], undefined],
    [[], yanked],
    [[], undefined],
    [[], yanked],
  ]);
});

test("the next release follows in the chain, and is compared with the last that stands", async () => {
  await yankRelease(join(folder, "1.1.0"), yanked);
  const { changes, folder: path } = await cut(mended);
  expect(changes).toEqual({ since: "1.0.0", bump: "none", required: "1.0.0" });
  const [first, second, third] = sha256();
  expect(versions().at(-1)).toEqual({ version: "1.1.1", sha256: third, previous: second });
  expect(JSON.parse(readFileSync(join(path, "datapackage.json"), "utf8")).sourcebook).toMatchObject(
    {
      previous: { version: "1.1.0", sha256: second },
      comparedWith: { version: "1.0.0", sha256: first },
      yanked: [{ version: "1.1.0", ...yanked }],
    },
  );
  expect(readFileSync(join(path, "changes/CHANGELOG.md"), "utf8")).toContain(
    "Version 1.1.0 is yanked since 2026-11-29: The cities are those of \\<another> list",
  );
  const rebuild = { dataset: mended, toolVersion };
  expect((await verifyRelease(path, { rebuild })).findings).toEqual([]);
  await expect(cut({ ...mended, version: "1.1.2" })).rejects.toMatchObject({
    code: "NOTHING_TO_RELEASE",
  });
});

test("what was yanked cannot be taken back without a trace", async () => {
  const rolledBack = readFileSync(join(folder, "versions.json"), "utf8");
  await yankRelease(join(folder, "1.1.0"), yanked);
  const { folder: path } = await cut(mended);
  const list = JSON.parse(readFileSync(join(folder, "versions.json"), "utf8"));
  const [first, second, third] = list.versions;
  const findWith = async (entries: readonly object[]) => {
    writeFileSync(join(folder, "versions.json"), JSON.stringify({ ...list, versions: entries }));
    return (await verifyRelease(path)).findings.map(({ message }) => message);
  };
  const forgotten = "does not say of 1.1.0, as 1.1.1 does, that it is yanked";
  expect(await findWith([first, { ...second, yanked: undefined }, third])).toEqual([forgotten]);
  const otherwise = { ...second, yanked: { ...yanked, reason: "Nothing much" } };
  expect(await findWith([first, otherwise, third])).toEqual([forgotten]);
  expect(await findWith(JSON.parse(rolledBack).versions)).toEqual([
    "does not list 1.1.1",
    forgotten,
  ]);
});

test("a list of versions that was lost has the yanked ones again from the releases after them", async () => {
  await yankRelease(join(folder, "1.1.0"), yanked);
  await cut(mended);
  const list = versions();
  rmSync(join(folder, "versions.json"));
  await cut({ ...bad, version: "1.2.0" });
  expect(versions().slice(0, 3)).toEqual(list);
});

test("a release that is yanked and changed is told as both", async () => {
  await yankRelease(join(folder, "1.1.0"), yanked);
  appendFileSync(join(folder, "1.1.0", "README.md"), " ");
  const verification = await verifyRelease(join(folder, "1.1.0"));
  expect([verification.findings.map(({ path }) => path), verification.yanked]).toEqual([
    ["README.md"],
    yanked,
  ]);
});

test("what cannot be yanked is refused, and changes nothing", async () => {
  await yankRelease(join(folder, "1.0.0"), yanked);
  const elsewhere = temporaryFolder();
  cpSync(join(folder, "1.1.0"), join(elsewhere, "shops", "1.1.0"), { recursive: true });
  const before = [readTree(releasesFolder), readTree(elsewhere)];
  const refusals: readonly [string, Parameters<typeof yankRelease>[1], string][] = [
    [join(folder, "1.0.0"), { ...yanked, reason: "Another" }, "CONFLICT"],
    [join(folder, "1.0.0"), { ...yanked, since: "2026-11-30" }, "CONFLICT"],
    [join(folder, "1.2.0"), yanked, "IO"],
    [join(elsewhere, "shops", "1.1.0"), yanked, "IO"],
    [join(folder, "shops-1.0.0.zip"), yanked, "USAGE"],
    [folder, yanked, "USAGE"],
    ...["2026-02-30", "29.11.2026", "", "2026-11-29T00:00:00Z"].map(
      (since) => [join(folder, "1.1.0"), { ...yanked, since }, "USAGE"] as const,
    ),
    ...["", " Wrong", "two\nlines", "\u202eback", "x".repeat(501)].map(
      (reason) => [join(folder, "1.1.0"), { ...yanked, reason }, "USAGE"] as const,
    ),
  ] as [string, Parameters<typeof yankRelease>[1], string][];
  for (const [path, said, code] of refusals) {
    await expect(yankRelease(path, said), JSON.stringify([path, said])).rejects.toMatchObject({
      code,
    });
  }
  expect([readTree(releasesFolder), readTree(elsewhere)]).toEqual(before);
});
