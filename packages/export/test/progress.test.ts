import type { Progress } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { cutRelease, verifyRelease } from "../src/index.ts";
import { readTree, temporaryFolder } from "./support/folders.ts";
import { tinyDataset } from "./support/tiny-dataset.ts";

/** What was told of each stage, in the order in which they began. */
function gather(): { stages: Map<string, Progress[]>; onProgress(progress: Progress): void } {
  const stages = new Map<string, Progress[]>();
  return {
    stages,
    onProgress: (progress) =>
      stages.set(progress.stage, [...(stages.get(progress.stage) ?? []), progress]),
  };
}

test.each([
  // Files that are packed are read back on the way.
  { exports: ["csv", "json", "zip"], after: ["zip", "read-zip"] },
  { exports: ["csv", "json"], after: ["read-back"] },
])(
  "a cut of $exports and a verify tell how far they are, to the last row and byte",
  async ({ exports, after }) => {
    const told = gather();
    const dataset = tinyDataset({ exports });
    const { onProgress } = told;
    const options = { releasesFolder: temporaryFolder(), toolVersion: "0.0.0", onProgress };
    const release = await cutRelease(dataset, options);
    expect((await verifyRelease(release.folder, { onProgress })).findings).toEqual([]);

    expect([...told.stages.keys()]).toEqual(["write", ...after, "hash", "verify"]);
    const done = (stage: string, unit = "bytes") => {
      const steps = (told.stages.get(stage) ?? []).filter((step) => step.unit === unit);
      const last = new Map(steps.map(({ item, done }) => [item, done]));
      return [...last.values()].reduce((a, b) => a + b, 0);
    };
    expect(done("write", "rows")).toBe(2 * release.rows);
    for (const stage of [...after, "hash"]) {
      expect([stage, done(stage)]).toEqual([stage, release.bytes]);
    }
    for (const [stage, steps] of told.stages) {
      const shares = steps.map(({ share }) => share ?? Number.NaN);
      expect([stage, shares]).toEqual([stage, shares.toSorted((a, b) => a - b)]);
      expect([stage, shares.at(-1)]).toEqual([stage, 1]);
    }
  },
);

test.each([
  ["write", "zip"],
  ["read-back", "json"],
  ["zip", "zip"],
  ["read-zip", "zip"],
])("a cut that is stopped at its stage %s leaves nothing behind", async (stage, form) => {
  const stop = new AbortController();
  const releasesFolder = temporaryFolder();
  const cutting = cutRelease(tinyDataset({ exports: ["csv", form] }), {
    releasesFolder,
    toolVersion: "0.0.0",
    signal: stop.signal,
    onProgress: (progress) => progress.stage === stage && stop.abort(),
  });
  await expect(cutting).rejects.toMatchObject({ name: "AbortError" });
  expect(readTree(releasesFolder)).toEqual({ "tiny/": "" });
});
