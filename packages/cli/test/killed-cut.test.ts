import { spawn } from "node:child_process";
import { access, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTree } from "./support/read-tree.ts";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const bin = join(import.meta.dirname, "../bin/sourcebook.js");
const harbour = join(import.meta.dirname, "golden/harbour/project");

/** Cuts in a process of its own and kills it after so many milliseconds. */
const cutAndKill = (releases: string, afterMs: number): Promise<void> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, "cut", harbour, "--releases", releases], {
      stdio: "ignore",
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
    child.on("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });

test("a cut that is killed at any moment leaves no release or a whole one, and the next one succeeds", async () => {
  const parent = await tempFolder();
  const reference = join(parent, "reference");
  const started = performance.now();
  await cutAndKill(reference, 60_000);
  const wholeMs = performance.now() - started;
  const expected = await readTree(reference);

  const moments = Array.from({ length: 12 }, (_, index) => (wholeMs * (index + 1)) / 12);
  const outcomes = new Set<string>();
  for (const [index, moment] of moments.entries()) {
    const releases = join(parent, String(index));
    await mkdir(releases);
    await cutAndKill(releases, moment);
    const release = join(releases, "harbour/1.0.0");
    if (await exists(release)) {
      expect(await runCli("verify", release)).toMatchObject({ code: 0, stderr: "" });
      outcomes.add("whole");
    } else {
      outcomes.add("none");
    }
    const next = await runCli("cut", harbour, "--releases", releases);
    // 3 where the killed cut had come to its very end: then there is nothing left to do.
    expect([0, 3]).toContain(next.code);
    expect(await readTree(releases)).toEqual(expected);
    expect((await readdir(join(releases, "harbour"))).toSorted()).toEqual(
      (await readdir(join(reference, "harbour"))).toSorted(),
    );
  }
  expect(outcomes).toContain("none");
}, 120_000);

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
