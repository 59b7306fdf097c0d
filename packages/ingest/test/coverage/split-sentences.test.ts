import fc from "fast-check";
import { expect, test } from "vitest";
import { splitSentences } from "../../src/coverage/split-sentences.ts";

const split = (text: string) =>
  splitSentences(text).map(({ start, end }) => text.slice(start, end));

test.each([
  [
    "abbreviations, initials and months",
    "Mrs. M. Rajavi told the U.N. General Assembly on Dec. 4, 2018, at No. 3. Nobody came.",
    ["Mrs. M. Rajavi told the U.N. General Assembly on Dec. 4, 2018, at No. 3.", "Nobody came."],
  ],
  [
    "quotation and footnote marks",
    "They were “cleansed.’”¹⁵ He left.² (See below.) Why? “No!” he said.",
    ["They were “cleansed.’”¹⁵", "He left.²", "(See below.)", "Why?", "“No!” he said."],
  ],
  [
    "ellipses",
    "It did not follow up ... Khomeini went on ... and left... Then he died.",
    ["It did not follow up ... Khomeini went on ... and left...", "Then he died."],
  ],
  ["numbers of lists", "1. He came.\n\n2. He left.", ["1. He came.", "2. He left."]],
  [
    "headings, captions and broken lines",
    "The Fire\n\nby Ada Lind\nOn 3 May a fire\nbroke out in\r\nthe harbour.\nIt burned",
    ["The Fire", "by Ada Lind", "On 3 May a fire\nbroke out in\r\nthe harbour.", "It burned"],
  ],
  [
    "numbers",
    "Some 1.5 million, or 30.000 in all. 12 more.",
    ["Some 1.5 million, or 30.000 in all.", "12 more."],
  ],
  [
    "other scripts",
    "آیا او رفت؟ بله. 彼は去った。誰も来ない！",
    ["آیا او رفت؟", "بله.", "彼は去った。", "誰も来ない！"],
  ],
])("%s", (_, text, sentences) => {
  expect(split(text)).toEqual(sentences);
});

test("no letter is lost, whatever the text", () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."aB. !?…\n”¹(5。", "\r\n") }), (text) => {
      const spans = splitSentences(text);
      const ends = spans.map(({ end }) => end);
      expect(spans.every(({ start }, index) => start >= (ends[index - 1] ?? 0))).toBe(true);
      const words = spans.map(({ start, end }) => text.slice(start, end)).join("");
      expect(words.replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
    }),
  ));
