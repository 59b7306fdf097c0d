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

test("a check of documents loads nothing that compiles models or writes releases", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    ...["--import", watch, program, "check", seeds, "--data-only"],
  ]);
  expect(stdout).toBe("No issues\n");
  const loaded: string[] = JSON.parse(stderr);
  expect(loaded).toContain("yaml");
  const heavy = ["ajv", "refa", "scslre", "fflate", "archiver", "yauzl", "csv-parse", "hyparquet"];
  expect(heavy.filter((name) => loaded.includes(name))).toEqual([]);
});
