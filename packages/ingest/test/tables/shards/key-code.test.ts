import type { Row } from "@sourcebook/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rowComparer } from "../../../src/tables/compare-rows.ts";
import { compareBytes } from "../../../src/tables/shards/compare-bytes.ts";
import { KeyCoder } from "../../../src/tables/shards/key-code.ts";
import { ownModel } from "../own-model.ts";

const { model } = ownModel({
  things: {
    fields: { flag: "boolean!", text: "string!", number: "number!", count: "integer!" },
    primaryKey: ["text", "number", "flag"],
  },
});
const { things } = model.tables;
if (things === undefined) throw new Error("There is no such table");
const coder = new KeyCoder(things);

// Where UTF-8 and UTF-16 differ in order: characters of two units against those from U+E000 on.
const text = fc.string({
  unit: fc.constantFrom(
    ..."ab~é",
    "\u0800",
    "\ud7ff",
    "\ue000",
    "\uffff",
    "\u{10000}",
    "\u{10ffff}",
  ),
  minLength: 1,
  maxLength: 4,
});
const row = fc.record({
  text,
  number: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.integer({ min: -3, max: 3 }),
  ),
  flag: fc.boolean(),
});

function keyOf(of: Row): Uint8Array {
  const target = Buffer.alloc(coder.mostBytesOf(of));
  return target.subarray(0, coder.writeRow(of, target, 0));
}

test("keys as bytes are ordered as the rows are, and say the same", () => {
  const compare = rowComparer(things);
  const property = fc.property(row, row, (a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    const order = compareBytes(left, 0, left.length, right, 0, right.length);
    expect(Math.sign(order)).toBe(Math.sign(compare(a, b)));
    expect(coder.read(left)).toEqual([a.text, a.number, a.flag]);
  });
  fc.assert(property, { numRuns: 2000 });
});
