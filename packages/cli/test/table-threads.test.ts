import { existsSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cutRelease, rowWork } from "@sourcebook/export";
import { checkProject, Workshop, type WorkshopOptions } from "@sourcebook/ingest";
import fc from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import { readTree } from "./support/read-tree.ts";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";
import { linesOfVisits, schemas, visit, visitsHeader, writeVisits } from "./support/visits.ts";
import { visitsYaml } from "./support/visits-yaml.ts";

const ways: readonly WorkshopOptions[] = [
  { threads: 1, pieceBytes: 200, runBytes: 400, rangeBytes: 300 },
  { threads: 3, pieceBytes: 700, runBytes: 1, rangeBytes: 1 },
  { threads: 2, pieceBytes: 5000, runBytes: 1_000_000, rangeBytes: 1_000_000 },
];

const tables = fc.record({
  visits: fc.array(visit, { minLength: 1, maxLength: 60 }),
  step: fc.constantFrom(1, 7, 11, 59),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  hasLastLineEnd: fc.boolean(),
});

test("a release has the same bytes, whether threads have read its tables or not, and however", {
  timeout: 300_000,
}, async () => {
  let number = 0;
  const root = await tempFolder();
  const property = fc.asyncProperty(tables, async ({ visits, step, lineEnd, hasLastLineEnd }) => {
    number += 1;
    const project = join(root, String(number));
    const rows = linesOfVisits(visits, step);
    const text = [visitsHeader, ...rows].join(lineEnd) + (hasLastLineEnd ? lineEnd : "");
    await writeVisits(project, text, ["csv", "json", "jsonl", "zip"]);
    const cutWith = async (name: string, workshop?: Workshop) => {
      const { dataset, issues } = await checkProject(project, { workshop });
      expect(issues).toEqual([]);
      if (dataset === undefined) throw new Error("The project is sound");
      if (workshop !== undefined) expect(dataset.tables.every(({ written }) => written)).toBe(true);
      const releasesFolder = join(project, name);
      const beforeZip = async () => workshop?.endThreads();
      await cutRelease(dataset, { releasesFolder, toolVersion: "0.0.0", beforeZip });
      return readTree(releasesFolder);
    };
    const expected = await cutWith("plain");
    for (const [index, way] of ways.entries()) {
      const all = { forms: rowWork, leastBytes: 0, keeps: false, ...way };
      await using workshop = new Workshop(project, all);
      expect(await cutWith(`way-${index}`, workshop)).toEqual(expected);
    }
  });
  await fc.assert(property, { numRuns: 4 });
});

test("a cut ends the threads of its tables before it packs a zip", async () => {
  const ends = vi.spyOn(Workshop.prototype, "endThreads");
  onTestFinished(() => ends.mockRestore());
  const project = await tempFolder();
  await mkdir(join(project, "schemas"));
  await writeFile(join(project, "schemas/places.schema.json"), JSON.stringify(schemas.places));
  await writeFile(join(project, "places.csv"), "id\np0\n");
  const about = { name: "visits", version: "1.0.0", private: true };
  await writeFile(join(project, "package.json"), JSON.stringify(about));
  const cutAs = async (forms: readonly string[]) => {
    await writeFile(join(project, "dataset.yaml"), visitsYaml(["places"], forms));
    const releases = join(project, forms.join("-"));
    expect(await runCli("cut", project, "--releases", releases)).toMatchObject({ code: 0 });
  };
  await cutAs(["csv"]);
  expect(ends).not.toHaveBeenCalled();
  await cutAs(["csv", "zip"]);
  expect(ends).toHaveBeenCalledOnce();
});

test("whatever compares a project with a release takes the rows that its cut has kept", async () => {
  const project = await tempFolder();
  const releases = join(project, "releases");
  const release = join(releases, "visits/1.0.0");
  const cache = join(project, ".sourcebook/cache");
  await mkdir(join(project, "schemas"));
  await mkdir(join(project, ".changeset"));
  await writeFile(join(project, "schemas/places.schema.json"), JSON.stringify(schemas.places));
  // More than is read where we are, and not in the order of its keys.
  const ids = Array.from({ length: 600_000 }, (_, number) => `p-${(number * 7) % 600_000}-place`);
  const writePlaces = (names: readonly string[]) =>
    writeFile(join(project, "places.csv"), `id\n${names.join("\n")}\n`);
  await writePlaces(ids);
  await writeFile(join(project, "dataset.yaml"), visitsYaml(["places"], ["csv"]));
  const about = { name: "visits", version: "1.0.0", private: true };
  await writeFile(join(project, "package.json"), JSON.stringify(about));
  expect(await runCli("cut", project, "--releases", releases)).toMatchObject({ code: 0 });
  const kept = await readdir(cache);
  expect(kept).toHaveLength(1);

  const commands: readonly (readonly [words: readonly string[], says: string])[] = [
    [["check", project, "--releases", releases], "No issues"],
    [["status", project, "--releases", releases], "Nothing changed since visits 1.0.0"],
    [["change", project, "--releases", releases], "Nothing that changed since visits 1.0.0"],
    [["diff", release, project], "Nothing changed since visits 1.0.0"],
    [["diff", project, project], "Nothing changed since visits 1.0.0"],
  ];
  for (const [words, says] of commands) {
    const { code, stdout, stderr } = await runCli(...words);
    expect({ words, code, stderr }).toEqual({ words, code: 0, stderr: "" });
    expect(stdout).toContain(says);
    expect(await readdir(cache)).toEqual(kept);
  }

  await rm(cache, { recursive: true });
  for (const words of [
    ["verify", release, "--rebuild", project],
    ["status", project, "--releases", releases, "--no-cache"],
    ["change", project, "--releases", releases, "--no-cache"],
    ["diff", release, project, "--no-cache"],
  ]) {
    expect(await runCli(...words)).toMatchObject({ code: 0 });
    expect(existsSync(cache)).toBe(false);
  }

  await writePlaces(ids.with(5, "p-new-place"));
  const { stdout } = await runCli("diff", release, project, "--format", "csv");
  expect(stdout.split("\n")).toEqual([
    "change,table,id,former_id,field,before,after,reason",
    "row_removed,places,p-35-place,,id,p-35-place,,",
    "row_added,places,p-new-place,,id,,p-new-place,",
    "",
  ]);
});
