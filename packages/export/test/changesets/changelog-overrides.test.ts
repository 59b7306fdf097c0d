import { expect, test } from "vitest";
import { parseChangelogOverrides } from "../../src/index.ts";

const changelog = `# bridges

Override: SV001 patch - outside any version

## 1.1.0

### Minor Changes

- 18275fc: Two bridges.

  - Override: SV024 bridges patch - misspelt

## Unrelated

Override: SV001 patch - no version

## 1.0.1

### Patch Changes

- 2f45fde: Override: SV022 patch - test rows
  Override: SV999 patch - no such rule

## 1.0.0

- Override: SV026 minor - long ago
`;

test("decisions count in the sections above the last release, in whatever lists they stand", () => {
  const misspelt = { rule: "SV024", table: "bridges", bump: "patch", reason: "misspelt" };
  const testRows = { rule: "SV022", bump: "patch", reason: "test rows" };
  const longAgo = { rule: "SV026", bump: "minor", reason: "long ago" };
  const overridesAfter = (after?: string) =>
    parseChangelogOverrides("CHANGELOG.md", changelog, after).overrides;
  expect(overridesAfter("1.0.0")).toEqual([misspelt, testRows]);
  expect(overridesAfter("1.0.1")).toEqual([misspelt]);
  expect(overridesAfter("1.1.0")).toEqual([]);
  expect(overridesAfter()).toEqual([misspelt, testRows, longAgo]);
});

test("a line that cannot be read is an issue with its line in the whole file", () => {
  expect(parseChangelogOverrides("CHANGELOG.md", changelog, "1.0.0").issues).toMatchObject([
    { code: "override-invalid", file: "CHANGELOG.md", line: 22 },
  ]);
  expect(parseChangelogOverrides("CHANGELOG.md", changelog, "1.0.1").issues).toEqual([]);
});
