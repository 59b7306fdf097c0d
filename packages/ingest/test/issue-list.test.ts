import { expect, test } from "vitest";
import { createIssueList } from "../src/issue-list.ts";

const at = { file: "a.yaml", line: 2, column: 3 };

test("issues come out by place; one fault that is found twice is told once", () => {
  const issues = createIssueList();
  const words = { message: "There is no x.", fix: "Add it." };
  issues.add("unknown-entity", at, words);
  issues.add("unknown-entity", at, { ...words, value: "y" });
  issues.add("empty-value", { ...at, line: 1 }, words, "warning");
  expect(issues.hasErrorAt(at)).toBe(true);
  expect(issues.hasErrorAt({ ...at, line: 1 })).toBe(false);
  expect(issues.sorted()).toEqual([
    { code: "empty-value", severity: "warning", ...words, ...at, line: 1 },
    { code: "unknown-entity", severity: "error", ...words, ...at },
  ]);
});

test("values are shown short and with control characters escaped", () => {
  const issues = createIssueList();
  issues.add("unknown-entity", at, { message: "m", fix: "f", value: `\u0007${"x".repeat(100)}` });
  expect(issues.sorted()[0]?.value).toBe(`\\u{7}${"x".repeat(79)}…`);
});

test("beyond a thousand of a kind in a file, they are counted where the last of them stands", () => {
  const issues = createIssueList();
  const words = { message: "m", fix: "f" };
  for (let line = 1; line <= 1002; line += 1) {
    const at = { file: "a b.csv", line, column: 1 };
    issues.add("row-blank", at, words);
    if (line <= 1001) issues.add("row-blank", at, { ...words, message: "w" }, "warning");
    if (line <= 1000) issues.add("row-blank", { ...at, file: "c.csv" }, words);
    issues.addIssue({ code: "row-short", severity: "error", line, column: 1, ...words });
  }
  const fix = "Repair those that are shown, then check again.";
  const of = { code: "row-blank", file: "a b.csv", line: 1000, column: 1, fix } as const;
  const sorted = issues.sorted();
  expect(sorted).toHaveLength(4003);
  expect(sorted.filter((issue) => issue.fix === fix)).toEqual([
    {
      ...{ code: "row-short", severity: "error", line: 1000, column: 1, fix },
      message: "2 more issues row-short (error) in the project are not shown.",
    },
    {
      ...of,
      severity: "warning",
      message: "1 more issues row-blank (warning) in a b.csv are not shown.",
    },
    {
      ...of,
      severity: "error",
      message: "2 more issues row-blank (error) in a b.csv are not shown.",
    },
  ]);
});
