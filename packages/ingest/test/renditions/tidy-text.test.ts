import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeText } from "../../src/index.ts";
import { tidyText } from "../../src/renditions/tidy-text.ts";
import { hostileText } from "../support/hostile-text.ts";

test("lines end with LF, stand apart by one blank line at most, and hold nothing that no text can", () => {
  expect(tidyText("\n\na  \r\n\r\n\r\n\u00a0b\u2028c\f\u0000\ud800d\n\n")).toBe(
    "a\n\n\u00a0b\nc\n\ufffd\ufffdd\n",
  );
  expect(tidyText(" \n\t\n")).toBe("");
});

test("done twice it changes nothing, no letter is lost, and the outcome is text", () => {
  const anything = fc.oneof(hostileText, fc.string({ unit: "binary" }));
  fc.assert(
    fc.property(anything, (text) => {
      const tidy = tidyText(text);
      expect(tidyText(tidy)).toBe(tidy);
      const letters = (each: string) => each.match(/\p{L}/gu) ?? [];
      expect(letters(tidy)).toEqual(letters(text));
      expect(decodeText(Buffer.from(tidy)).ok).toBe(true);
    }),
    { numRuns: 50 },
  );
});
