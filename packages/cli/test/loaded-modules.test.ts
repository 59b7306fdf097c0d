import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const program = join(import.meta.dirname, "../bin/sourcebook.js");
const seeds = join(import.meta.dirname, "../../../seeds");

// Tells at the end, on stderr, which packages were loaded.
const watch = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from "node:module";
const packages = new Set();
registerHooks({
  load(url, context, next) {
    const [, name] = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url) ?? [];
    if (name !== undefined) packages.add(name);
    return next(url, context);
  },
});
process.on("exit", () => process.stderr.write(JSON.stringify([...packages])));
`)}`;

/** What a run prints, and the packages that it loads. */
async function run(...words: readonly string[]): Promise<{ stdout: string; loaded: string[] }> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    ...["--import", watch, program, ...words],
  ]);
  return { stdout, loaded: JSON.parse(stderr) };
}

test("a check of documents loads nothing that compiles models or writes releases", async () => {
  const { stdout, loaded } = await run("check", seeds, "--data-only");
  expect(stdout).toBe("No issues\n");
  expect(loaded).toContain("fastest-levenshtein");
  const forOthers = [
    ...["ajv", "refa", "scslre", "fflate", "archiver", "yauzl", "csv-parse", "csv-stringify"],
    ...["hyparquet", "yaml", "iconv-lite", "picomatch", "semver", "spdx-license-list"],
  ];
  expect(forOthers.filter((name) => loaded.includes(name))).toEqual([]);
});

test("the version is told without loading a command", async () => {
  const { stdout, loaded } = await run("--version");
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(loaded).toEqual(["fastest-levenshtein"]);
});
