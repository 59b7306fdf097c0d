import { expect, test } from "vitest";
import { wordsAround } from "../src/records/words-around.ts";

const span = { exact: "was lost", start: 8, end: 16 };

test("without the document, what the release holds: cut ends are marked and half words left out", () => {
  expect(
    wordsAround({
      ...span,
      prefix: "alf a word and then 32 points: ab",
      suffix: " and the rest is cut in the midd",
    }),
  ).toEqual({ before: "… a word and then 32 points: ab", after: " and the rest is cut in the …" });
});

test("where the document begins and ends, nothing is cut", () => {
  expect(wordsAround({ ...span, prefix: "The ship ", suffix: "." })).toEqual({
    before: "The ship ",
    after: ".",
  });
  expect(wordsAround(span)).toEqual({ before: "", after: "" });
});

test("with the document, the whole paragraph", () => {
  const text = "𝔸 line.\n\nThe ship was lost at sea.\n\nMore.";
  const start = [...text].join("").indexOf("was lost") - 1; // One letter is a surrogate pair.
  expect(wordsAround({ exact: "was lost", start, end: start + 8 }, text)).toEqual({
    before: "The ship ",
    after: " at sea.",
  });
});

test("a document that is not the one that was quoted is not shown", () => {
  expect(wordsAround({ ...span, prefix: "ship ", suffix: "" }, "other words altogether")).toEqual({
    before: "ship ",
    after: "",
  });
});
