import fc from "fast-check";
import { expect, test } from "vitest";
import { createLineTable } from "../src/line-table.ts";

const text = fc.string({ unit: fc.constantFrom("a", "é", "😀", "\n", "\r\n", "\r", "\u0301") });

test("counts code points and lines as a walk through the text does", () =>
  fc.assert(
    fc.property(text, (text) => {
      const table = createLineTable(text);
      let [line, column, codePoint, offset] = [1, 1, 0, 0];
      for (const character of `${text}.`) {
        expect(table.codePointAt(offset)).toBe(codePoint);
        expect(table.offsetAt(codePoint)).toBe(offset);
        expect(table.lineAndColumnAt(offset)).toEqual({ line, column });
        codePoint += 1;
        offset += character.length;
        if (character === "\n") [line, column] = [line + 1, 1];
        else column += 1;
      }
    }),
    { numRuns: 500 },
  ));
