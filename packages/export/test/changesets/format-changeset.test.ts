import { parseChangesetFile } from "@changesets/parse";
import fc from "fast-check";
import semver from "semver";
import { expect, test } from "vitest";
import {
  type Finding,
  formatChangeset,
  isHighEnough,
  parseChangesets,
  planBump,
  raise,
  rules,
  type Verdict,
} from "../../src/index.ts";

const verdictOf = (findings: readonly Finding[]): Verdict => ({
  policy: "default",
  bump: "major",
  computed: "major",
  version: { before: "0.1.0", required: "0.2.0" },
  findings,
  unused_overrides: [],
});

const finding = (
  about: Partial<Finding> & Pick<Finding, "rule" | "bump" | "sentence">,
): Finding => ({
  level: "info",
  remedy: "Nothing to do.",
  ...about,
});

const gone = finding({
  rule: "SV026",
  bump: "major",
  sentence: "1 row of bridges disappeared without a trace.",
  row_count: 1,
  rows: [{ id: "stone" }],
});
const merged = finding({
  rule: "SV027",
  bump: "minor",
  sentence: "7 rows of bridges were merged into others.",
  row_count: 7,
  rows: "abcdefg".split("").map((id) => ({ id, replaced_by: "iron", reason: "The same." })),
});
const hidden = finding({
  rule: "SV031",
  bump: "patch",
  sentence: "1 row of bridges lost something for safety.",
  row_count: 1,
  rows: [{ id: "secret", reason: "Hidden" }],
});

test("what breaks stands first, with what to do about it, and redactions point at nothing", async () => {
  const text = formatChangeset({
    packageName: "@example/bridges",
    bump: "minor",
    verdict: verdictOf([gone, merged, hidden]),
    overrides: [{ rule: "SV027", table: "bridges", bump: "patch", reason: "Not yet public" }],
  });
  expect(text).toMatchInlineSnapshot(`
    "---
    "@example/bridges": minor
    ---

    Breaks what was built on 0.1.0:

    - 1 row of bridges disappeared without a trace: \`stone\`. Look for ids that you kept and that are gone. (SV026)

    Other changes:

    - 7 rows of bridges were merged into others: \`a\` (now \`iron\`), The same; \`b\` (now \`iron\`), The same; \`c\` (now \`iron\`), The same; \`d\` (now \`iron\`), The same; \`e\` (now \`iron\`), The same; 2 more. Replace the old ids by those in retired_ids.replaced_by. (SV027)
    - 1 row of bridges lost something for safety. Update at once, and delete the versions before. (SV031)

    Decided otherwise than by rule:

    - Override: SV027 bridges patch - Not yet public
    "
  `);
  expect(await parseChangesets(new Map([["a.md", text]]), "@example/bridges")).toMatchObject({
    bump: "minor",
    overrides: [{ rule: "SV027", table: "bridges", bump: "patch", reason: "Not yet public" }],
    issues: [],
  });
});

test("what a pending changeset tells is not told again", () => {
  const plan = { packageName: "bridges", bump: "minor", overrides: [] } as const;
  const twelve = finding({
    rule: "SV022",
    bump: "minor",
    sentence: "12 rows were added to bridges.",
  });
  const two = finding({ rule: "SV022", bump: "minor", sentence: "2 rows were added to bridges." });
  const told = [formatChangeset({ ...plan, verdict: verdictOf([twelve]) })];
  const retold = (...findings: Finding[]) =>
    formatChangeset({ ...plan, verdict: verdictOf(findings), told }).match(/^- .*?[.:]/gm);
  expect(retold(gone, twelve)).toEqual(["- 1 row of bridges disappeared without a trace:"]);
  const other = finding({
    rule: "SV022",
    bump: "minor",
    sentence: "12 rows were added to bridge.",
  });
  expect(retold(other, twelve)).toEqual(["- 12 rows were added to bridge."]);
  // Part of a sentence is no sentence, and a bump is never left without its reason.
  expect(retold(two, twelve)).toEqual(["- 2 rows were added to bridges."]);
  expect(retold(twelve)).toEqual(["- 12 rows were added to bridges."]);
});

test("whatever ids and reasons hold, a changeset says one bump and makes no decision", async () => {
  const hostile = fc
    .array(
      fc.constantFrom("\n", "\r", "---", "Override: SV026 patch - x", "\u2028", "`", "- ", "a"),
    )
    .map((parts) => parts.join(""));
  const anyText = fc.oneof(hostile, fc.string({ unit: "binary" }));
  await fc.assert(
    fc.asyncProperty(
      anyText,
      anyText,
      fc.constantFrom(...rules),
      async (id, reason, { id: rule }) => {
        const row = { id, reason, replaced_by: id };
        const text = formatChangeset({
          packageName: "bridges",
          bump: "patch",
          verdict: verdictOf([
            finding({
              rule,
              bump: "minor",
              sentence: `The licence ${id} gave way.`,
              row_count: 1,
              rows: [row],
            }),
          ]),
          overrides: [],
        });
        expect(parseChangesetFile(text).releases).toEqual([{ name: "bridges", type: "patch" }]);
        expect(await parseChangesets(new Map([["a.md", text]]), "bridges")).toMatchObject({
          overrides: [],
          issues: [],
        });
      },
    ),
  );
});

test("the bump of a changeset is the smallest that brings the required version", () => {
  const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join("."));
  fc.assert(
    fc.property(version, fc.constantFrom("patch", "minor", "major"), (before, step) => {
      const required = raise(before, step);
      const bump = planBump(before, required);
      expect(isHighEnough(raise(before, bump), required)).toBe(true);
      expect(semver.diff(before, raise(before, bump))).toBe(step);
    }),
  );
  expect(planBump("0.3.0", "0.2.0")).toBe("none");
  expect(planBump("0.2.0-next.1", "0.2.0")).toBe("none");
});
