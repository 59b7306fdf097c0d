import fc from "fast-check";
import { expect, test } from "vitest";
import { BlockBorder, searchedBytes } from "../src/block-border.ts";
import { isHeavy } from "./support/heavy.ts";
import { madeUpText } from "./support/made-up-files.ts";

const least = 1000;

test("a border depends on the bytes, not on how many of them are known at a time", () =>
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 8 }),
      (seed, steps) => {
        const text = madeUpText(1_200_000, seed);
        expect(findInSteps(text, steps)).toBe(new BlockBorder(least).find(text));
      },
    ),
    { numRuns: isHeavy ? 2000 : 100 },
  ));

test("a border is behind a line, and on average an eighth of the furthest behind the least size", () => {
  const sizes = Array.from({ length: 200 }, (_, seed) => {
    const text = madeUpText(1_200_000, seed);
    const size = new BlockBorder(least).find(text) ?? 0;
    expect(text[size - 1]).toBe("\n".charCodeAt(0));
    return size - least;
  });
  const mean = sizes.reduce((a, b) => a + b, 0) / sizes.length;
  expect(mean / searchedBytes).toBeGreaterThan(0.09);
  expect(mean / searchedBytes).toBeLessThan(0.16);
});

test("without line ends a block has the greatest size, and not before it is full", () => {
  const text = Buffer.alloc(1_600_000, "x");
  const border = new BlockBorder(least);
  expect(border.find(text.subarray(0, least + searchedBytes - 1))).toBeUndefined();
  expect(border.find(text)).toBe(least + searchedBytes);
});

function findInSteps(text: Buffer, steps: readonly number[]): number | undefined {
  const border = new BlockBorder(least);
  let known = 0;
  for (let at = 0; known < text.length; at += 1) {
    known += steps[at % steps.length] ?? text.length;
    const size = border.find(text.subarray(0, known));
    if (size !== undefined) return size;
  }
  return undefined;
}
