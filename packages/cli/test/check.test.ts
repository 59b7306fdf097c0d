import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";

const faultless = fileURLToPath(new URL("../../ingest/test/fixtures/faultless", import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sourcebook-"));
  await cp(faultless, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

async function edit(file: string, from: string, to: string) {
  const path = join(folder, file);
  const text = await readFile(path, "utf8");
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}

test("a dataset without a fault", async () => {
  expect(await runCli("check", folder)).toMatchObject({ code: 0, stderr: "" });
  const { code, stdout } = await runCli("check", folder, "--json");
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, issues: [] });
});

test("an error is shown in its line with the remedy, and exits 1", async () => {
  await edit("sources/lind-1921.yaml", "predicate: has_quantity", "predicate: has_quantty");
  const { code, stdout } = await runCli("check", folder);
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "sources/lind-1921.yaml:31:16: error [cell-code] \`predicate\` has a value that is not in its list.
      31 |     predicate: has_quantty
                          ^
      Did you mean \`has_quantity\`?

    1 error
    "
  `);
});

test("a warning alone exits 0", async () => {
  await writeFile(join(folder, "documents", "other.txt"), "Nobody quotes this.\n");
  const { code, stdout } = await runCli("check", folder);
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
    "documents/other.txt: warning [document-unused] No file in sources/ names this document.
      Write its source file, or remove the document.

    1 warning
    "
  `);
});

test("a folder that is no project exits 2", async () => {
  const { code, stdout, stderr } = await runCli("check", join(folder, "sources"));
  expect({ code, stdout, stderr: stderr.replaceAll(folder, "<folder>") }).toMatchInlineSnapshot(`
    {
      "code": 2,
      "stderr": "There is no dataset.yaml in the folder
      path: <folder>/sources
      Name the folder of a dataset: the one that holds its dataset.yaml.
    ",
      "stdout": "",
    }
  `);
});

test("--coverage shows each document, as text, as JSON and as a page", async () => {
  const text = await runCli("check", folder, "--coverage");
  expect(text).toMatchObject({ code: 0, stderr: "" });
  expect(text.stdout).toMatch(/\| *document *\|.*\n/);
  const { coverage } = JSON.parse((await runCli("check", folder, "--coverage", "--json")).stdout);
  expect(coverage.map(({ file }: { file: string }) => file)).toEqual(
    (await readdir(join(folder, "documents"))).toSorted(),
  );
  const page = await runCli("check", folder, "--coverage", "--html");
  expect(page.stdout).toMatch(/^<!doctype html>/i);
  expect(await runCli("check", folder, "--html")).toMatchObject({ code: 2, stdout: "" });
});
