import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installProgram, linkLibrary } from "./support/install-program.ts";
import { readTree } from "./support/read-tree.ts";
import { tempFolder } from "./support/temp-folder.ts";

const documents = join(import.meta.dirname, "../../ingest/test/fixtures/renditions");
const { peerDependencies } = JSON.parse(
  await readFile(join(import.meta.dirname, "../../ingest/package.json"), "utf8"),
);

let root = "";
let program = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "sourcebook-"));
  program = await installProgram(root);
});
afterAll(() => rm(root, { recursive: true }));

function run(...words: readonly string[]) {
  const ran = spawnSync(process.execPath, [program, ...words], { encoding: "utf8", cwd: root });
  return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
}

/** Goes on with these libraries installed, and no other optional one. */
async function install(...libraries: readonly string[]): Promise<void> {
  for (const library of Object.keys(peerDependencies)) {
    await rm(join(root, "node_modules", library), { force: true });
  }
  for (const library of libraries) await linkLibrary(root, "ingest", library);
}

const words = (file: string, format: string, library: string): string =>
  `${file}: error [library-missing] Reading ${format} needs the package ${library}, which is not installed.
  Install it: npm install ${library}

1 error
`;

/** What is installed already, what is then still missing, and whose words say so. */
const ofDocuments: [file: string, format: string, installed: string[], missing: string][] = [
  ["article.html", "HTML", [], "html-to-text"],
  ["article.md", "Markdown", [], "marked"],
  ["article.md", "Markdown", ["marked"], "html-to-text"],
  ["article.docx", "Word documents", [], "mammoth"],
  ["article.docx", "Word documents", ["mammoth"], "html-to-text"],
  ["article.pdf", "PDF", [], "unpdf"],
];

describe("source add without a library that it needs", () => {
  test.each(ofDocuments)("%s: %s, with %j", async (file, format, installed, missing) => {
    const project = join(await tempFolder(), "varholm");
    expect(run("init", project, "--documentary")).toMatchObject({ code: 0, stderr: "" });
    const before = await readTree(project);

    await install(...installed);
    expect(run("source", "add", join(documents, file), project)).toEqual({
      code: 1,
      stdout: words(`documents/${file}`, format, missing),
      stderr: "",
    });
    expect(await readTree(project)).toEqual(before);

    await install(...installed, missing, "html-to-text");
    const added = run("source", "add", join(documents, file), project, "--id", "added");
    expect(added).toMatchObject({ code: 0 });
    expect((await readdir(join(project, "documents"))).toSorted()).toEqual([
      file,
      `${file}.txt`,
      "lind-1921.txt",
    ]);
  });
});

describe("a table without a library that it needs", () => {
  test.each<[string, string, string[], string]>([
    ["xlsx", "Excel workbooks", [], "saxen"],
    ["snappy.parquet", "Parquet", [], "hyparquet"],
    [
      "zstd.parquet",
      "Parquet that is not packed with Snappy",
      ["hyparquet"],
      "hyparquet-compressors",
    ],
  ])("%s: %s, with %j", async (ending, format, installed, missing) => {
    const parent = await tempFolder();
    const project = join(parent, "varholm");
    const releases = join(parent, "releases");
    expect(run("init", project)).toMatchObject({ code: 0, stderr: "" });
    const sheet = await writeTable(project, `places.${ending}`);
    const dataset = join(project, "dataset.yaml");
    const yaml = await readFile(dataset, "utf8");
    const mapping = `{ from: data/places.${ending}${sheet} }`;
    await writeFile(
      dataset,
      yaml.replace("places: data/places.csv", `places: ${mapping}`).replace(/^assertions:.*/ms, ""),
    );

    await install(...installed);
    const stdout = words(`data/places.${ending}`, format, missing);
    expect(run("check", project, "--data-only")).toEqual({ code: 1, stdout, stderr: "" });
    const { issues } = JSON.parse(run("check", project, "--json").stdout);
    expect(issues).toMatchObject([
      { code: "library-missing", fix: `Install it: npm install ${missing}` },
    ]);
    expect(run("cut", project, "--releases", releases)).toEqual({
      code: 1,
      stdout,
      stderr: "No release was cut: mend the errors first\n",
    });
    expect(await readdir(parent)).toEqual(["varholm"]);

    await install(...installed, missing);
    expect(run("check", project, "--data-only")).toEqual({
      code: 0,
      stdout: "No issues\n",
      stderr: "",
    });
  });
});

/** Writes the places of a new project in another format; what the mapping must say beside the path. */
async function writeTable(project: string, name: string): Promise<string> {
  const data = join(project, "data");
  if (name.endsWith(".parquet")) {
    const [, codec] = name.split(".");
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(
      `COPY (FROM '${join(data, "places.csv")}') TO '${join(data, name)}' (FORMAT parquet, CODEC '${codec}')`,
    );
    connection.closeSync();
    instance.closeSync();
    return "";
  }
  const parent = await tempFolder();
  const dataset = join(project, "dataset.yaml");
  const yaml = await readFile(dataset, "utf8");
  await writeFile(dataset, yaml.replace("exports: [csv", "exports: [xlsx, csv"));
  expect(run("cut", project, "--releases", parent)).toMatchObject({ code: 0 });
  await writeFile(dataset, yaml);
  const [release = ""] = (await readdir(parent)).filter((entry) => entry === "varholm");
  const [version = ""] = await readdir(join(parent, release));
  await cp(join(parent, release, version, "varholm.xlsx"), join(data, name));
  return ", sheet: places";
}
