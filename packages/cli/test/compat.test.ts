import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";

const stations = join(import.meta.dirname, "golden", "stations", "project");
let folder: string;
let expectations: string;
let release: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sourcebook-"));
  await cp(stations, join(folder, "project"), { recursive: true });
  const cut = await runCli("cut", join(folder, "project"), "--releases", folder, "--json");
  release = JSON.parse(cut.stdout).folder;
  expectations = join(folder, "expectations.yaml");
});
afterEach(() => rm(folder, { recursive: true }));

test("a release that keeps everything exits 0", async () => {
  await writeFile(expectations, "tables: { stations: { key: [id], fields: { id: string } } }\n");
  expect(await runCli("compat", expectations, release)).toEqual({
    code: 0,
    stdout: "stations 0.2.0 keeps everything that is expected of it\n",
    stderr: "",
  });
});

test("a release that does not exits 1 and says what, on the terminal and as JSON", async () => {
  await writeFile(expectations, "tables: { stations: { fields: { height: number } } }\n");
  expect(await runCli("compat", expectations, release)).toEqual({
    code: 1,
    stdout: `stations 0.2.0 does not keep what is expected of it

  stations has no field height.
    Look for its new name in changes/CHANGELOG.md.
`,
    stderr: "",
  });
  const json = await runCli("compat", expectations, release, "--json");
  expect([json.code, JSON.parse(json.stdout)]).toEqual([
    1,
    {
      name: "stations",
      version: "0.2.0",
      faults: [
        {
          code: "field-missing",
          table: "stations",
          field: "height",
          message: "stations has no field height.",
          fix: "Look for its new name in changes/CHANGELOG.md.",
        },
      ],
    },
  ]);
});

test("expectations that mean nothing exit 2, with the place of each fault", async () => {
  await writeFile(expectations, "tables:\n  stations: { keys: [id] }\n");
  expect(await runCli("compat", expectations, release)).toEqual({
    code: 2,
    stdout: "",
    stderr: `${expectations}:2:15 keys means nothing here\n  Write key.\n`,
  });
});

test("a file that is not there exits 5, and a word too few exits 2", async () => {
  const missing = join(folder, "none.yaml");
  expect(await runCli("compat", missing, release)).toEqual({
    code: 5,
    stdout: "",
    stderr: `The expectations cannot be read\n  path: ${missing}\n  Give the path of a YAML or JSON file\n`,
  });
  expect((await runCli("compat", expectations)).code).toBe(2);
});
