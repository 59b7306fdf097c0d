import { expect, test } from "vitest";
import { isTooRepetitive } from "../../src/documents/repetitive-text.ts";

const prose = "A fire broke out in the harbour, and more than a thousand people lost their homes. ";

test("a text of a few letters is too repetitive for many searches, running text is not", () => {
  expect(isTooRepetitive("a".repeat(1_000_000), 1000)).toBe(true);
  expect(isTooRepetitive("a b ".repeat(250_000), 1000)).toBe(true);
  expect(isTooRepetitive("a".repeat(1_000_000), 10)).toBe(false);
  expect(isTooRepetitive(prose.repeat(12_000), 1_000_000)).toBe(false);
});
