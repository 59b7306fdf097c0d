import { expect, test } from "vitest";
import { findWords } from "../../src/documents/find-words.ts";

test.each([
  ["Raisi", "and Raisi's role", 4],
  ["MEK", "the MEK-Iran.com site", 4],
  ["444", "a list of 444.", 10],
  ["“Noury”", "the “Noury” trial", 4],
  ["تهران", "درتهران", 2],
  ["Iran", "Iranian, Iran", 9],
])("“%s” stands in “%s”", (words, text, at) => {
  expect(findWords(words, text)).toBe(at);
});

test.each([
  ["Iran", "Iranians"],
  ["ran", "Iran"],
  ["444", "1,444 or 444.5 or 4445"],
  ["30", "30,000"],
  ["Čech", "Čechy"],
])("“%s” does not stand in “%s”", (words, text) => {
  expect(findWords(words, text)).toBe(-1);
});
