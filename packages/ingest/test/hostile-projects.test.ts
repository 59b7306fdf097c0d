import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { checkProject } from "../src/index.ts";
import { hostileProjects } from "./hostile-projects.ts";

async function write(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hostile-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, content] of Object.entries(hostileProjects[name]?.() ?? {})) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

const script = fileURLToPath(new URL("hostile-project-run.ts", import.meta.url));
const names = Object.keys(hostileProjects);
const heavy = process.env.SOURCEBOOK_HEAVY === "1";
// Those that take most memory.
const large = ["a long literal", "a long quote", "empty items", "a code list without an end"];

test.each(names)("%s: an error with its place", async (name) => {
  const { issues, dataset } = await checkProject(await write(name));
  expect(dataset).toBe(undefined);
  const place = { severity: "error", file: expect.stringMatching(/./) };
  expect(issues.find(({ severity }) => severity === "error")).toMatchObject(place);
});

test.each(heavy ? names : large)("%s: within 300 MB", async (name) => {
  const folder = await write(name);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, folder]);
  const { peak, first } = JSON.parse(stdout);
  expect(stderr).toBe("");
  expect(first).toMatchObject({ severity: "error" });
  expect(peak).toBeLessThan(300);
});
