import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verifyRelease } from "../src/index.ts";
import { temporaryFolder } from "./support/folders.ts";
import { cutSmall, run } from "./support/processes.ts";

test("whoever lists and verifies while others cut never sees half a release", async () => {
  const releasesFolder = temporaryFolder();
  const versions = Array.from({ length: 4 }, (_, index) => `1.0.${index}`);
  let isCutting = true;
  const cuts = (async () => {
    for (const version of versions) await run(...cutSmall(releasesFolder, version));
    isCutting = false;
  })();
  let seen = 0;
  const folder = join(releasesFolder, "small");
  while (isCutting) {
    for (const version of versions.filter((name) => names(folder).includes(name))) {
      expect((await verifyRelease(join(folder, version))).findings).toEqual([]);
      seen += 1;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await cuts;
  expect(seen).toBeGreaterThan(versions.length);
  expect(names(folder).filter((name) => versions.includes(name))).toEqual(versions);
});

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
