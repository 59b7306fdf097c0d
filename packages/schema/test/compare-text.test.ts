import fc from "fast-check";
import { expect, test } from "vitest";
import { compareText } from "../src/index.ts";

test.each([
  ["Z", "a"],
  ["Z", "ä"],
  ["co-op", "coop"],
  ["10", "9"],
  ["e\u0301", "\u00e9"],
  ["a", "a\u00ad"],
  ["\u{10000}", "\uffff"],
])("%j stands before %j, whatever a locale says", (first, second) => {
  expect([compareText(first, second), compareText(second, first)]).toEqual([-1, 1]);
});

test("only the same code units are equal", () => {
  expect(compareText("\u00e9", "\u00e9")).toBe(0);
  expect(compareText("e\u0301", "\u00e9")).toBe(-1);
});

const hostile = fc.array(
  fc.string({ unit: fc.constantFrom(..."aAäéZz09-_ \u00ad\u{10000}\uffff") }),
);

test("sorting gives the order of the code units", () => {
  const units = (text: string) => text.split("").map((unit) => unit.charCodeAt(0));
  const before = (a: number[], b: number[]): boolean => {
    const at = a.findIndex((unit, index) => unit !== b[index]);
    return at === -1 || (at < b.length && Number(a[at]) < Number(b[at]));
  };
  fc.assert(
    fc.property(hostile, (texts) => {
      const sorted = texts.toSorted(compareText).map(units);
      expect(
        sorted.every((text, index) => index === 0 || before(sorted[index - 1] ?? [], text)),
      ).toBe(true);
    }),
  );
});
