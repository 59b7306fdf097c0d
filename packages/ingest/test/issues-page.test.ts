import { readFile } from "node:fs/promises";
import { issueCodes } from "@sourcebook/schema";
import { expect, test } from "vitest";

const page = await readFile(new URL("../../../docs/issues.md", import.meta.url), "utf8");
const entries = page
  .split(/^## /m)
  .slice(1)
  .map((entry) => ({ code: entry.split("\n", 1)[0], text: entry }));

test("docs/issues.md has an entry for each code, in the order of the codes, and no other", () => {
  expect(entries.map(({ code }) => code)).toEqual(Object.keys(issueCodes));
});

test.each(entries)("the entry of $code says what it means, gives an example and a fix", (entry) => {
  const headings = entry.text.match(/^\*\*(What|Example|Fix)\.\*\*/gm);
  expect(headings).toEqual(["**What.**", "**Example.**", "**Fix.**"]);
});
