import { expect, test } from "vitest";
import { findClosestPassage } from "../../src/documents/closest-passage.ts";
import { createDocument } from "../../src/documents/document.ts";

const text = `First line.\n${"Nothing of the kind. ".repeat(300)}\nThe court condemned Noury to life imprisonment in July.\n`;

test("finds the passage that shares most, in whole words, wherever it stands", () => {
  const closest = findClosestPassage(
    createDocument("d.txt", text),
    "the court sentenced Noury to life in prison",
  );
  expect(closest).toMatchObject({
    percentAlike: 81,
    span: { exact: "The court condemned Noury to life imprisonment", line: 3, column: 1 },
  });
});

test("offers nothing when less than half is shared", () => {
  const document = createDocument("d.txt", text);
  expect(findClosestPassage(document, "zzzz qqqq wwww xxxx vvvv")).toBe(undefined);
});

test("ends in a text that repeats itself, too", () => {
  const document = createDocument("d.txt", "a".repeat(1_000_000));
  expect(findClosestPassage(document, `b${"a".repeat(600)}`)).toMatchObject({ percentAlike: 99 });
});
