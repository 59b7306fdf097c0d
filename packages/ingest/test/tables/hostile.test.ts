import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Issue } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { checkHostile, hostileFiles } from "./hostile-files.ts";

const script = fileURLToPath(new URL("hostile-run.ts", import.meta.url));

// Those of which a batch of rows, or what is said of it, can grow large: each in a process of its own, so
// that its memory can be told.
const large = [
  "delimiters.csv",
  "blank-lines.csv",
  "controls.csv",
  "own-keys.json",
  "noise.parquet",
];
const others = Object.keys(hostileFiles).filter((name) => !large.includes(name));

test.each(large)("2 MB of %s end with an issue, within 300 MB", async (name) => {
  const run = promisify(execFile)(process.execPath, [script, name], { timeout: 28_000 });
  const { stdout, stderr } = await run;
  const { peak, first } = JSON.parse(stdout) as { peak: number; first: Issue };
  expect(stderr).toBe("");
  expect(peak).toBeLessThan(300);
  expect(first).toMatchObject({ file: name, severity: "error" });
});

test.each(others)("2 MB of %s end with an issue", async (name) => {
  expect(await checkHostile(name)).toMatchObject({ file: name, severity: "error" });
});
