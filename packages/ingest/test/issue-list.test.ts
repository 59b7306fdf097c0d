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
