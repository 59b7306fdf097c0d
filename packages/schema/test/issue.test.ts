import fc from "fast-check";
import { expect, test } from "vitest";
import { compareIssues, type Issue, showValue } from "../src/index.ts";

const issue = (place: Partial<Issue>): Issue => ({
  code: "cell-type",
  severity: "error",
  message: "m",
  fix: "f",
  ...place,
});

test("issues stand by file, line, column, then code", () => {
  const ordered = [
    issue({}),
    issue({ file: "a.csv" }),
    issue({ file: "a.csv", line: 2, column: 9 }),
    issue({ file: "a.csv", line: 10, column: 1, code: "cell-code" }),
    issue({ file: "a.csv", line: 10, column: 1 }),
    issue({ file: "a.csv", line: 10, column: 1, field: "x" }),
    issue({ file: "b.csv", line: 1 }),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(ordered, { minLength: ordered.length }), (shuffled) => {
      expect(shuffled.toSorted(compareIssues)).toEqual(ordered);
    }),
  );
});

test.each([
  ["plain, with spaces", "plain, with spaces"],
  ["two\nlines\tand\u0007a bell", "two\\nlines\\tand\\u{7}a bell"],
  ["right-to-left \u202e override", "right-to-left \\u{202e} override"],
  ["no-break\u00a0space", "no-break\\u{a0}space"],
  ["lone \ud800 surrogate", "lone \\u{d800} surrogate"],
  ["😀".repeat(81), `${"😀".repeat(80)}…`],
  [["a", "b;c"], "a;b;c"],
  [null, "null"],
  [{ deep: true }, "{…}"],
  [10n, "10"],
])("value %# is shown as it can be read", (value, shown) => {
  expect(showValue(value)).toBe(shown);
});
