import { expect, test } from "vitest";
import { carriesNumber } from "../../src/evidence/carries-number.ts";

test.each([
  ["more than 30,000", 30000],
  ["some forty former political prisoners", 40],
  ["half a million copies", 500000],
  ["the 28th anniversary", 28],
  ["the first of five", 1],
  ["both", 2],
  ["twice", 2],
  ["½ or 0.5", 0.5],
  ["12 to 14 years old", 14],
  ["a 200-page report", 200],
  ["۴۴۴", 444],
])("“%s” says %d", (words, value) => {
  expect(carriesNumber(words, value)).toBe(true);
});

test.each([
  ["several thousand", 1000],
  ["30,000", 30],
  ["444", 44],
  ["forty-four", 4],
  ["2019", 19],
])("“%s” does not say %d", (words, value) => {
  expect(carriesNumber(words, value)).toBe(false);
});
