import { expect, test } from "vitest";
import { KeySet } from "../../src/tables/key-set.ts";

// More than the first memory of a set holds many times over, so that it grows in the middle of a key.
const keys = Array.from({ length: 20_000 }, (_, number) => `${"ké".repeat(number % 7)}${number}`);

test.each([
  ["text", (set: KeySet, key: string) => set.add(key)],
  [
    "bytes",
    (set: KeySet, key: string) => {
      const bytes = Buffer.from(`<${key}>`);
      return set.addBytes(bytes, 1, bytes.length - 1);
    },
  ],
])("a set holds what was put in it as %s, and nothing else, however it grows", (_, add) => {
  const set = new KeySet();
  expect(keys.map((key) => add(set, key))).toEqual([...keys.keys()]);
  expect(keys.map((_, number) => set.keyAt(number))).toEqual(keys);
  expect(keys.map((key) => set.find(key))).toEqual([...keys.keys()]);
  expect(keys.map((key) => set.findBytes(Buffer.from(key), 0, Buffer.byteLength(key)))).toEqual([
    ...keys.keys(),
  ]);
  expect(keys.map((key) => add(set, key))).toEqual([...keys.keys()]);
  expect(set.size).toBe(keys.length);
  expect(set.find("never")).toBe(-1);
});
