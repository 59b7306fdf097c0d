import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../../..");
const readme = await readFile(join(root, "README.md"), "utf8");

/** The fenced blocks of a language, each with the file name in code font that stands before it. */
function blocks(language: string): { name: string | undefined; code: string }[] {
  const pattern = new RegExp(
    `(?:\`([\\w./-]+)\`:\\n\\n)?\`\`\`${language}\\n([\\s\\S]*?)\`\`\``,
    "g",
  );
  return [...readme.matchAll(pattern)].map(([, name, code = ""]) => ({ name, code }));
}

const only = (language: string): string => {
  const found = blocks(language);
  expect(found).toHaveLength(1);
  return found[0]?.code ?? "";
};

function has(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch (error) {
    // In CI everything is there, and a sample that did not run would be a promise that nobody keeps.
    if (process.env.CI) throw error;
    return false;
  }
}

let folder = "";
let printed = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sourcebook-readme-"));
  const releases = join(folder, "releases");
  const cut = await runCli("cut", join(root, "seeds"), "--releases", releases);
  expect(cut).toMatchObject({ code: 0, stderr: "" });
  printed = cut.stdout.replaceAll(`${folder}/`, "");
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

// What grows with the dataset may differ; every word and the layout may not.
const withoutFigures = (text: string): string =>
  text
    .replace(/\b[0-9a-f]{64}\b/g, "H")
    .replace(/\d[\d,]*(?= *\n)/g, "N")
    .replace(/\d+\.\d+\.\d+/g, "V");

test("cut prints what the README shows", () => {
  expect(withoutFigures(only("text"))).toBe(withoutFigures(printed));
});

test("every command of the README is one that works", async () => {
  const lines = blocks("sh").flatMap(({ code }) => code.trimEnd().split("\n"));
  const others: string[] = [];
  for (const line of lines) {
    const [, words] = /^npx --yes pnpm@12 sourcebook (.+)$/.exec(line) ?? [];
    if (words === undefined) {
      others.push(line);
      continue;
    }
    const args = words
      .split(" ")
      .map((word) => (word === "seeds" ? join(root, word) : word))
      .map((word, at) =>
        at > 0 && /^(?:releases(?:$|\/)|site$)/.test(word) ? join(folder, word) : word,
      );
    // In the clone, the release that was cut above stands where check looks for it.
    if (args[0] === "check") args.push("--releases", join(folder, "releases"));
    expect({ line, ...(await runCli(...args)) }).toMatchObject({ line, code: 0, stderr: "" });
  }
  // The first two are what clone.test.ts and .ci/run call; the others are run below,
  // or in story.test.ts.
  expect(others).toEqual([
    "npx --yes pnpm@12 run cut",
    "npx --yes pnpm@12 test",
    "cd releases/iran-1988/0.1.0 && sha256sum --check --quiet SHA256SUMS",
    "sourcebook init bridges",
    "sourcebook check",
    "sourcebook cut",
    "sourcebook status",
    "sourcebook change",
    "npx changeset version",
    "sourcebook cut",
  ]);
  expect(await readFile(join(root, ".ci/run"), "utf8")).toContain("\nnpx --yes pnpm@12 test\n");
  await run("sh", ["-c", others[2] ?? ""], { cwd: folder });
}, 60_000);

describe("the samples for analysts", () => {
  test.skipIf(!has("Rscript", "--version"))("R", async () => {
    const { stdout } = await run("Rscript", ["-e", only("r")], { cwd: folder });
    expect(Number(stdout.replace("[1]", ""))).toBeGreaterThan(800);
  });

  test.skipIf(!has("/usr/bin/python3", "-c", "import pandas"))("pandas", async () => {
    const { stdout } = await run("/usr/bin/python3", ["-c", only("python")], { cwd: folder });
    expect(stdout).toMatch(/^ +amount .*\bquote\n0 [\s\S]+\[5 rows x 3 columns\]\n$/);
  });

  test("DuckDB", async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    const sql = only("sql").replaceAll("'releases/", `'${folder}/releases/`);
    const rows = (await connection.runAndReadAll(sql)).getRowObjectsJS();
    expect(rows.length).toBeGreaterThan(3);
    expect(Object.keys(rows[0] ?? {})).toEqual(["source", "attribution", "modality", "quote"]);
  });
});

test("the sample for developers", async () => {
  // In the package, so that its dependencies are found, and where nothing else looks.
  const file = join(import.meta.dirname, "../.vitest/readme-sample.ts");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, only("ts"));
  try {
    const { stdout } = await run(process.execPath, ["--experimental-strip-types", file]);
    expect(stdout).toMatchInlineSnapshot(`
      "modality: \`modality\` has a value that is not in its list. Did you mean \`asserted\`?
      [ 'id' ] 17
      "
    `);
  } finally {
    await rm(file);
  }
});

test("the sample for maintainers is a dataset that checks and cuts", async () => {
  const project = join(folder, "bridges");
  const files = [...blocks("json"), ...blocks("yaml"), ...blocks("csv")];
  for (const { name = "", code } of files) {
    await mkdir(dirname(join(project, name)), { recursive: true });
    await writeFile(join(project, name), code);
  }
  expect(files.map(({ name }) => name)).toEqual([
    "package.json",
    "schemas/bridges.schema.json",
    "dataset.yaml",
    "data/bridges.csv",
  ]);
  expect(await runCli("check", project)).toEqual({ code: 0, stdout: "No issues\n", stderr: "" });
  const releases = join(folder, "own");
  expect(await runCli("cut", project, "--releases", releases)).toMatchObject({
    code: 0,
    stderr: "",
  });
  expect(await readFile(join(releases, "bridges/0.1.0/data/bridges.csv"), "utf8")).toBe(
    'id,name,opened\niron,Iron Bridge,1888\nstone,"Stone Bridge, old",1702\n',
  );
});

test("every page that the README names is there", async () => {
  const paths = [...readme.matchAll(/\]\(((?!https?:)[^)#]+)\)/g)].map(([, path = ""]) => path);
  expect(paths.length).toBeGreaterThan(8);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
