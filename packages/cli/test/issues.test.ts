import type { Issue } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { formatGithub } from "../src/issues/format-github.ts";
import { formatSarif } from "../src/issues/format-sarif.ts";
import { formatText } from "../src/issues/format-text.ts";
import { paintFor, plain } from "../src/issues/paint.ts";

const issues: Issue[] = [
  {
    code: "cell-required",
    severity: "error",
    message: "The label is empty.",
    fix: "Give it a value",
    file: "registry/people.yaml",
    line: 2,
    column: 5,
  },
  {
    code: "cell-format",
    severity: "warning",
    message: "a message with \u001b[31mcolour, 100%, a\u202Ebc",
    fix: "First line\nlabel: second line",
  },
];

test("text: place, code, excerpt with a caret under the column, remedy, count", () => {
  const readLine = (file: string, line: number) =>
    line === 2 ? `  😀 label: of ${file}` : undefined;
  expect(
    formatText(issues, readLine),
  ).toBe(`registry/people.yaml:2:5: error [cell-required] The label is empty.
  2 |   😀 label: of registry/people.yaml
          ^
  Give it a value

warning [cell-format] a message with \\u001b[31mcolour, 100%, a\\u202ebc
  First line
  label: second line

1 error, 1 warning
`);
});

test("text: nothing for no issues", () => {
  expect(formatText([], () => undefined)).toBe("");
});

test("text: a long line is cut around the column, and the caret stays under it", () => {
  const issue: Issue = {
    code: "cell-type",
    severity: "error",
    message: "m",
    fix: "f",
    file: "a",
    line: 1,
    column: 301,
  };
  const [, excerpt = "", caret = ""] = formatText(
    [issue],
    () => `${"x".repeat(300)}HERE${"y".repeat(300)}`,
  ).split("\n");
  expect(excerpt.indexOf("HERE")).toBe(caret.indexOf("^"));
  expect(excerpt).toMatch(/^ {2}1 \| …x+HEREy+…$/);
  expect(excerpt.length).toBeLessThan(110);
});

test("GitHub annotations escape what would end a property or a line", () => {
  expect(formatGithub(issues, "seeds")).toBe(
    "::error file=seeds/registry/people.yaml,line=2,col=5,title=cell-required::The label is empty.%0AGive it a value\n" +
      "::warning title=cell-format::a message with \u001b[31mcolour, 100%25, a\u202Ebc%0AFirst line%0Alabel: second line\n",
  );
});

test("SARIF has a rule for each code and a result for each issue", () => {
  const log = JSON.parse(formatSarif(issues));
  expect(log.version).toBe("2.1.0");
  expect(log.runs[0].tool.driver.rules).toEqual([{ id: "cell-format" }, { id: "cell-required" }]);
  expect(log.runs[0].results).toEqual([
    {
      ruleId: "cell-required",
      ruleIndex: 1,
      level: "error",
      message: { text: "The label is empty. Give it a value" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "registry/people.yaml", uriBaseId: "PROJECT" },
            region: { startLine: 2, startColumn: 5 },
          },
        },
      ],
    },
    {
      ruleId: "cell-format",
      ruleIndex: 0,
      level: "warning",
      message: { text: `${issues[1]?.message} ${issues[1]?.fix}` },
      locations: [],
    },
  ]);
});

test("colour only on a terminal, never against NO_COLOR", () => {
  const write = () => {};
  expect(paintFor({ write }, {})).toBe(plain);
  expect(paintFor({ write, isTTY: true }, { NO_COLOR: "1" })).toBe(plain);
  expect(paintFor({ write, isTTY: true }, {}).error("x")).toBe("\u001b[31mx\u001b[39m");
});
