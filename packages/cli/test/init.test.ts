import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTree } from "./support/read-tree.ts";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const ofTable = [
  ".changeset/config.json",
  ".gitignore",
  "README.md",
  "data/places.csv",
  "data/retired_ids.csv",
  "dataset.yaml",
  "package.json",
  "schemas/codelists/place_kinds.csv",
  "schemas/places.schema.json",
  "schemas/retired_ids.schema.json",
];
const ofDocuments = [
  ".changeset/config.json",
  ".gitignore",
  "README.md",
  "dataset.yaml",
  "documents/lind-1921.txt",
  "judgements/judgements.yaml",
  "package.json",
  "registry/entities.yaml",
  "sources/lind-1921.yaml",
];

test.each([
  ["tables", [], ofTable],
  ["documents", ["--documentary"], ofDocuments],
])(
  "a new project of %s checks, is laid out as fmt does, and cuts at once",
  async (_, words, files) => {
    const project = join(await tempFolder(), "Harbour Towns");
    const made = await runCli("init", project, ...words);
    expect(made).toMatchObject({ code: 0, stderr: "" });
    expect(made.stdout).toContain(`Next, in ${project}: sourcebook check, then sourcebook cut\n`);
    expect(Object.keys(await readTree(project))).toEqual(files);
    const { name, version } = JSON.parse(await readFile(join(project, "package.json"), "utf8"));
    expect({ name, version }).toEqual({ name: "harbour-towns", version: "0.1.0" });

    expect(await runCli("check", project)).toMatchObject({ code: 0, stdout: "No issues\n" });
    expect(await runCli("fmt", project, "--check")).toEqual({ code: 0, stdout: "", stderr: "" });
    const releases = join(project, "releases");
    expect(await runCli("cut", project, "--releases", releases)).toMatchObject({ code: 0 });
    const release = join(releases, "harbour-towns/0.1.0");
    expect(await runCli("verify", release)).toMatchObject({ code: 0 });
    expect(await runCli("check", project, "--releases", releases)).toEqual({
      code: 0,
      stdout: "No issues\n",
      stderr: "",
    });
  },
);

test("in a workspace, whose changesets and programs are there already, neither is added", async () => {
  const workspace = await tempFolder();
  await mkdir(join(workspace, ".changeset"));
  const project = join(workspace, "towns");
  const { stdout } = await runCli("init", project, "--name", "harbour-towns", "--json");
  expect(JSON.parse(stdout)).toEqual({
    name: "harbour-towns",
    folder: project,
    files: expect.not.arrayContaining([".changeset/config.json", ".gitignore"]),
    kept: [],
  });
  expect(JSON.parse(await readFile(join(project, "package.json"), "utf8"))).toEqual({
    name: "harbour-towns",
    version: "0.1.0",
    private: true,
  });
  expect(await readFile(join(project, "README.md"), "utf8")).toContain("| `sourcebook check` |");
});

test("nothing is written over: the files of a new repository are kept, others refused", async () => {
  const project = join(await tempFolder(), "towns");
  await mkdir(project);
  await writeFile(join(project, "README.md"), "Mine\n");
  const { code, stdout } = await runCli("init", project, "--json");
  expect({ code, kept: JSON.parse(stdout).kept }).toEqual({ code: 0, kept: ["README.md"] });
  const before = await readTree(project);
  expect(before["README.md"]).toBe("Mine\n");

  const again = await runCli("init", project);
  expect(again).toMatchObject({ code: 3, stdout: "" });
  expect(again.stderr).toContain("path: dataset.yaml, data/places.csv,");
  expect(await readTree(project)).toEqual(before);

  const nameless = join(await tempFolder(), "Ω");
  expect(await runCli("init", nameless)).toMatchObject({ code: 2, stdout: "" });
  expect(await runCli("init", nameless, "--name", "Two Words")).toMatchObject({ code: 2 });
});
