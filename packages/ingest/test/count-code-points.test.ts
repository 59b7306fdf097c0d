import { expect, test } from "vitest";
import { countCodePoints } from "../src/index.ts";

test.each([
  ["", 0],
  ["Evin", 4],
  ["e\u0301", 2],
  ["\u{1f4d6} ok", 4],
  ["\r\n", 2],
])("%j has %i code points", (text, count) => {
  expect(countCodePoints(text)).toBe(count);
});
