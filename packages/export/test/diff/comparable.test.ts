import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cutRelease } from "../../src/cut-release.ts";
import { comparableDataset } from "../../src/diff/comparable-dataset.ts";
import { diffReleases } from "../../src/diff/diff-releases.ts";
import { openComparable } from "../../src/diff/open-comparable.ts";
import { temporaryFolder } from "../support/folders.ts";
import { tinyDataset } from "../support/tiny-dataset.ts";
import { rowsOf } from "./tables.ts";

async function cutTiny(): Promise<string> {
  const releasesFolder = temporaryFolder();
  await cutRelease(tinyDataset(), { releasesFolder, toolVersion: "0.0.0" });
  return join(releasesFolder, "tiny");
}

test("a release in a folder, its zip and the dataset it was cut from are the same", async () => {
  const folder = await cutTiny();
  const dataset = tinyDataset();
  const release = await openComparable(join(folder, "1.0.0"));
  const zip = await openComparable(join(folder, "tiny-1.0.0.zip"));
  const tree = await comparableDataset(dataset);
  expect(await rowsOf(release)).toEqual(await rowsOf(tree));
  const nothing = {
    before: { name: "tiny", version: "1.0.0" },
    after: { name: "tiny", version: "1.0.0" },
    properties: [],
    files: { added: [], removed: [], changed: [], moved: [], rewritten: [] },
    tables: [],
  };
  expect(await diffReleases(release, zip)).toEqual(nothing);
  expect(await diffReleases(release, tree)).toEqual(nothing);
});

test("what a dataset says of itself and the files it will hold are compared", async () => {
  const release = await openComparable(join(await cutTiny(), "1.0.0"));
  const tree = await comparableDataset(
    tinyDataset({ title: "Another title", licence: "CC0-1.0", exports: ["csv"], version: "1.1.0" }),
  );
  expect(await diffReleases(release, tree)).toEqual({
    before: { name: "tiny", version: "1.0.0" },
    after: { name: "tiny", version: "1.1.0" },
    properties: [
      { property: "title", before: "A tiny dataset", after: "Another title" },
      {
        property: "description",
        before: "Three tables, made up for tests.",
        after: "Three tables, made up for tests of 1.1.0.",
      },
      { property: "licence", before: "CC-BY-4.0", after: "CC0-1.0" },
    ],
    files: {
      added: [],
      removed: ["people", "readings", "retired", "sources"].map((table) => `json/${table}.json`),
      changed: [],
      moved: [],
      rewritten: [],
    },
    tables: [],
  });
});

test("a place without a release, and a damaged table, are told by name", async () => {
  const folder = join(await cutTiny(), "1.0.0");
  await expect(openComparable(join(folder, "data"))).rejects.toMatchObject({
    code: "VERIFY_FAILED",
    what: "The file is missing: this is no release",
    where: { path: "datapackage.json" },
  });
  await expect(openComparable(join(folder, "none"))).rejects.toMatchObject({ code: "IO" });
  writeFileSync(join(folder, "data", "people.csv"), 'id\n"a');
  const damaged = await openComparable(folder);
  await expect(diffReleases(damaged, damaged)).rejects.toMatchObject({
    code: "VERIFY_FAILED",
    where: { path: "data/people.csv" },
  });
});

test("the version of a model of one's own is no change beside that of the dataset", async () => {
  const at = (version: string, name: string) => {
    const tiny = tinyDataset({ version, description: "The same" });
    return comparableDataset({ ...tiny, model: { ...tiny.model, name, version } });
  };
  const compare = async (name: string) =>
    (await diffReleases(await at("1.0.0", name), await at("1.1.0", name))).properties;
  expect(await compare("tiny")).toEqual([]);
  expect(await compare("shared")).toEqual([
    { property: "schema_version", before: "1.0.0", after: "1.1.0" },
  ]);
});
