import { chmod, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";

const faultless = fileURLToPath(new URL("../../ingest/test/fixtures/faultless", import.meta.url));
let folder: string;
let people: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sourcebook-"));
  await cp(faultless, folder, { recursive: true });
  expect((await runCli("fmt", folder)).code).toBe(0);
  people = join(folder, "registry", "people.yaml");
});
afterEach(() => rm(folder, { recursive: true }));

const canonical = `entities:
  # Wrote the article.
  - id: ada-lind
    type: person
    label: Ada Lind
`;
const untidy = `entities:
    # Wrote the article.
    - type: "person"
      id: ada-lind
      label:   'Ada Lind'
`;

test("a file that is laid out otherwise is replaced, and named; its mode stays", async () => {
  await writeFile(people, untidy);
  await chmod(people, 0o640);
  const before = await readdir(join(folder, "registry"));
  expect(await runCli("fmt", folder)).toEqual({
    code: 0,
    stdout: "registry/people.yaml\n",
    stderr: "",
  });
  expect(await readFile(people, "utf8")).toBe(canonical);
  expect((await stat(people)).mode & 0o777).toBe(0o640);
  expect(await readdir(join(folder, "registry"))).toEqual(before);
  expect(await runCli("fmt", folder)).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("--check lists what differs, changes nothing and exits 1", async () => {
  await writeFile(people, untidy);
  const listed = { code: 1, stdout: "registry/people.yaml\n", stderr: "" };
  expect(await runCli("fmt", folder, "--check")).toEqual(listed);
  expect(await readFile(people, "utf8")).toBe(untidy);
  await writeFile(people, canonical);
  expect(await runCli("fmt", folder, "--check")).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("--json names the files and the issues", async () => {
  await writeFile(people, untidy);
  const { code, stdout } = await runCli("fmt", folder, "--json");
  expect({ code, ...JSON.parse(stdout) }).toEqual({
    code: 0,
    changed: ["registry/people.yaml"],
    issues: [],
  });
});

test("a file that cannot be read stays as it is, and the others are still laid out", async () => {
  await writeFile(people, untidy);
  const broken = "entities:\n  - id: &x a\n";
  await writeFile(join(folder, "registry", "works.yaml"), broken);
  const { code, stdout } = await runCli("fmt", folder);
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "registry/people.yaml
    registry/works.yaml:2:12: error [yaml-feature] The anchor &x is not allowed in record files.
      2 |   - id: &x a
                     ^
      Write every value out where it belongs, as plain YAML 1.2 keys, lists and texts.

    1 error
    "
  `);
  expect(await readFile(people, "utf8")).toBe(canonical);
  expect(await readFile(join(folder, "registry", "works.yaml"), "utf8")).toBe(broken);
});

test("a folder that is no project exits 2", async () => {
  const { code, stderr } = await runCli("fmt", join(folder, "sources"));
  expect({ code, stderr: stderr.replaceAll(folder, "<folder>") }).toEqual({
    code: 2,
    stderr:
      "There is no dataset.yaml in the folder\n  path: <folder>/sources\n  Name the folder of a dataset: the one that holds its dataset.yaml.\n",
  });
});
