import { expect, test } from "vitest";
import { createDocument } from "../../src/documents/document.ts";
import { createAnchorer } from "../../src/evidence/anchor-quotes.ts";
import { createIssueList } from "../../src/issue-list.ts";
import type { QuoteRecord } from "../../src/records/source-file.ts";

const at = { file: "a.yaml", line: 1, column: 1 };
const quote = (exact: string, line = 1): QuoteRecord => ({
  at,
  parts: [
    {
      exact: { value: exact, at: { ...at, line } },
      prefix: undefined,
      suffix: undefined,
      cutByComment: false,
    },
  ],
});

test("words that stand in another document are said to, a word or two are not", () => {
  const issues = createIssueList();
  const here = createDocument("here.txt", "Nothing of the kind.");
  const there = createDocument("there.txt", "First.\nThe council never paid.");
  const { anchor } = createAnchorer([here, there], issues);
  expect(anchor(here, quote("The council never paid."))).toBe(undefined);
  expect(anchor(here, quote("council", 2))).toBe(undefined);
  expect(issues.sorted().map(({ message }) => message)).toEqual([
    "The quote is not in here.txt, but in there.txt at 2:1.",
    "The quote is not in here.txt, nor anything like it.",
  ]);
});

test("the search for what is alike ends when too much is missing", () => {
  const issues = createIssueList();
  const document = createDocument("d.txt", "The harbour burned for days. ".repeat(40_000));
  const { anchor } = createAnchorer([document], issues);
  const words = "the harbor burned for days on end, said the master of the harbor. ";
  for (let line = 1; line <= 12; line += 1) anchor(document, quote(words.repeat(7), line));
  const messages = issues.sorted().map(({ message }) => message);
  expect(messages.length).toBe(12);
  expect(messages[0]).toMatch(/^The quote is not in d\.txt(?:;|, nor)/);
  expect(messages.at(-1)).toBe("The quote is not in d.txt.");
});

test("of a word that stands everywhere, the first places are told and no context is made up", () => {
  const issues = createIssueList();
  const document = createDocument("d.txt", "so ".repeat(6000));
  const { anchor } = createAnchorer([document], issues);
  expect(anchor(document, quote("so"))).toBe(undefined);
  const [issue] = issues.sorted();
  expect(issue?.message).toBe(
    "The quote stands more than 5000 times in d.txt: at 1:1, 1:4, 1:7, 1:10, 1:13, 1:16 and further on.",
  );
  expect(issue?.fix).toContain("(nothing near it tells it from the others)  # 1:16");
});
