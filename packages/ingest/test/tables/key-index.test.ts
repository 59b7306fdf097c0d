import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyIndex } from "../../src/tables/key-index.ts";

const place = (row: number) => ({ file: 0, row, line: row + 1, column: 1 });

test("it knows just the keys that a map knows, with their first places", () =>
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("a", "b", "é", "😀", "\0"), maxLength: 4 }), {
        maxLength: 400,
      }),
      fc.array(fc.string({ unit: "binary", maxLength: 4 })),
      (keys, others) => {
        const index = new KeyIndex();
        const map = new Map<string, number>();
        for (const [row, key] of keys.entries()) {
          const first = map.get(key);
          index.add(key, place(row));
          if (first === undefined) map.set(key, row);
        }
        expect([...index.all()]).toEqual([...map.keys()]);
        for (const key of [...keys, ...others]) expect(index.has(key)).toBe(map.has(key));
        for (const [key, row] of map) expect(index.placeOf(key)).toEqual(place(row));
      },
    ),
    { numRuns: 25 },
  ));

test("a hundred thousand keys, long ones among them", () => {
  const index = new KeyIndex();
  const key = (row: number) => (row % 1000 === 0 ? `${"long".repeat(500)}${row}` : `key-${row}`);
  for (let row = 0; row < 100_000; row += 1) index.add(key(row), place(row));
  index.add(key(4000), place(1));
  expect(index.placeOf(key(4000))).toEqual(place(4000));
  expect(index.placeOf("key-99999")).toEqual(place(99_999));
  expect(index.has("key-100001")).toBe(false);
});
