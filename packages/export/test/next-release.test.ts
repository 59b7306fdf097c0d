import { type Dataset, isSourcebookError, type Row } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { type CutOptions, cutRelease } from "../src/index.ts";
import { comparedRelease, requiredAfter } from "../src/next-release.ts";
import type { VersionEntry } from "../src/versions.ts";
import { readTree, temporaryFolder } from "./support/folders.ts";
import { shopsDataset } from "./support/shops.ts";

const ada = { id: "a", name: "Ada" };
const bo = { id: "b", name: "Bo" };
const of = (version: string, shops: readonly Row[], changes: Partial<Dataset> = {}) =>
  shopsDataset({ shops }, { version, ...changes });

/** Cuts one after the other; the outcome is of the last, which alone may be refused. */
async function cutAll(
  datasets: readonly Dataset[],
  options: Partial<CutOptions> = {},
): Promise<string> {
  const releasesFolder = temporaryFolder();
  const cut = (dataset: Dataset) =>
    cutRelease(dataset, { releasesFolder, toolVersion: "0.0.0", ...options });
  for (const dataset of datasets.slice(0, -1)) await cut(dataset);
  const before = readTree(releasesFolder);
  try {
    await cut(datasets.at(-1) as Dataset);
    return "CUT";
  } catch (error) {
    if (!isSourcebookError(error)) throw error;
    expect(readTree(releasesFolder), "a refused cut leaves all as it was").toEqual(before);
    return error.code;
  }
}

const many = (name: (at: number) => string): readonly Row[] =>
  Array.from({ length: 20 }, (_, at) => ({ id: `s${at + 10}`, name: name(at) }));

test.each<[string, readonly Dataset[], string, Partial<CutOptions>?]>([
  ["a first release may have any version", [of("7.3.1-rc.2", [ada])], "CUT"],
  ["a version that is high enough", [of("1.0.0", [ada]), of("1.1.0", [ada, bo])], "CUT"],
  ["one that is higher than it must be", [of("1.0.0", [ada]), of("3.0.0", [ada, bo])], "CUT"],
  ["a pre-release of it", [of("1.0.0", [ada]), of("1.1.0-rc.1", [ada, bo])], "CUT"],
  ["one that is too low", [of("1.0.0", [ada]), of("1.0.1", [ada, bo])], "VERSION_TOO_LOW"],
  ["one below the last", [of("1.0.0", [ada]), of("0.9.0", [ada, bo])], "VERSION_TOO_LOW"],
  ["the same again", [of("1.0.0", [ada]), of("1.0.0", [ada, bo])], "RELEASE_EXISTS"],
  ["nothing new", [of("1.0.0", [ada]), of("1.0.1", [ada])], "NOTHING_TO_RELEASE"],
  ["a pre-release that becomes a release", [of("1.0.0-rc.1", [ada]), of("1.0.0", [ada])], "CUT"],
  ["a pre-release again", [of("1.0.0-rc.1", [ada]), of("1.0.0-rc.2", [ada])], "NOTHING_TO_RELEASE"],
  [
    "a release after a pre-release is compared with the release before both",
    [of("1.0.0", [ada]), of("1.1.0-rc.1", [ada, bo]), of("1.1.0", [ada, bo])],
    "CUT",
  ],
  [
    "and must be as high as that asks for",
    [of("1.0.0", [ada, bo]), of("2.0.0-rc.1", [ada]), of("2.0.0-rc.2", [ada, { ...bo, id: "c" }])],
    "CUT",
  ],
  [
    "a table that went, below 1.0.0",
    [of("0.1.0", [ada, bo]), of("0.1.1", [ada])],
    "VERSION_TOO_LOW",
  ],
  ["the same, raised", [of("0.1.0", [ada, bo]), of("0.2.0", [ada])], "CUT"],
  [
    "most of a table at once",
    [
      of(
        "1.0.0",
        many((at) => `n${at}`),
      ),
      of(
        "2.0.0",
        many((at) => `m${at}`),
      ),
    ],
    "CHANGES_UNCONFIRMED",
  ],
  [
    "the same, confirmed",
    [
      of(
        "1.0.0",
        many((at) => `n${at}`),
      ),
      of(
        "2.0.0",
        many((at) => `m${at}`),
      ),
    ],
    "CUT",
    { overrides: [{ rule: "SV035", bump: "none", reason: "Renamed all" }] },
  ],
  [
    "what was decided to be less",
    [of("1.0.0", [ada]), of("1.0.1", [ada, bo])],
    "CUT",
    { overrides: [{ rule: "SV022", bump: "patch", reason: "Was always meant" }] },
  ],
  [
    "what another policy asks for",
    [of("1.0.0", [ada]), of("1.1.0", [{ ...ada, name: "Ad" }])],
    "VERSION_TOO_LOW",
    { policy: "strict" },
  ],
])("%s", async (_, datasets, outcome, options = {}) => {
  expect(await cutAll(datasets, options)).toBe(outcome);
});

test("a refusal says which version is needed, why, and what to do", async () => {
  const releasesFolder = temporaryFolder();
  const options = { releasesFolder, toolVersion: "0.0.0" };
  await cutRelease(of("1.0.0", [ada, bo]), options);
  await expect(cutRelease(of("1.0.1", [{ ...ada, name: "Ad" }]), options)).rejects.toMatchObject({
    code: "VERSION_TOO_LOW",
    message: [
      "Version 1.0.1 is too low: what changed since 1.0.0 is major, and needs 2.0.0 or higher:",
      "    SV026  1 row of shops disappeared without a trace.",
      "  raise the version of the dataset to 2.0.0; `sourcebook status` shows all findings, `sourcebook change` writes a changeset",
    ].join("\n"),
  });
});

const entry = (version: string, isYanked = false): VersionEntry => ({
  version,
  sha256: "0".repeat(64),
  ...(isYanked && { yanked: { since: "2026-11-29", reason: "Wrong" } }),
});

test.each<[string | undefined, readonly VersionEntry[]]>([
  [undefined, []],
  ["1.1.0", [entry("1.0.0"), entry("1.1.0")]],
  ["1.0.0", [entry("1.0.0"), entry("1.1.0", true)]],
  ["1.0.0", [entry("1.0.0"), entry("1.1.0-rc.1")]],
  ["1.1.0-rc.1", [entry("1.0.0", true), entry("1.1.0-rc.1")]],
  ["1.1.0", [entry("1.0.0", true), entry("1.1.0", true)]],
  ["1.0.0-rc.1", [entry("1.0.0-rc.1")]],
])("a release is compared with %s", (version, versions) => {
  expect(comparedRelease(versions)?.version).toBe(version);
});

test.each([
  ["1.1.0", "1.0.0", "1.1.0"],
  ["1.0.1", "1.1.0", "1.1.1"],
  ["1.1.0", "1.1.0-rc.1", "1.1.0"],
])("what asks for %s after %s is released needs %s", (required, last, needed) => {
  expect(requiredAfter(required, last)).toBe(needed);
});
