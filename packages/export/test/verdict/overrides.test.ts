import { expect, test } from "vitest";
import { formatOverride, isHighEnough, parseOverrides } from "../../src/index.ts";

test("override lines are found in any text, and those that cannot be read are told by line", () => {
  const text = [
    "Fix the towns.",
    "",
    "Override: SV024 patch - A typo everywhere",
    "- override: sv026 claims minor – Moved to another dataset",
    "Override: SV099 patch - why",
    "Override: SV024 small - why",
    "Override: SV024 patch -",
    "Override: because",
  ].join("\n");
  const { overrides, faults } = parseOverrides(text);
  expect(overrides).toEqual([
    { rule: "SV024", bump: "patch", reason: "A typo everywhere" },
    { rule: "SV026", table: "claims", bump: "minor", reason: "Moved to another dataset" },
  ]);
  expect(faults).toEqual([
    { line: 5, message: "there is no rule SV099" },
    { line: 6, message: "small is no bump: write one of none, patch, minor, major" },
    { line: 7, message: "the override of SV024 gives no reason" },
    { line: 8, message: "an override reads `Override: SV024 patch - why`" },
  ]);
  expect(parseOverrides(overrides.map(formatOverride).join("\n"))).toEqual({
    overrides,
    faults: [],
  });
});

test("a pre-release is as high as the version it leads up to", () => {
  expect(
    ["1.3.9", "1.4.0-rc.1", "1.4.0", "2.0.0"].map((version) => isHighEnough(version, "1.4.0")),
  ).toEqual([false, true, true, true]);
});
