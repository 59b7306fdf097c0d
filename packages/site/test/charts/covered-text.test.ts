import fc from "fast-check";
import { expect, test } from "vitest";
import { coverText } from "../../src/charts/covered-text.ts";
import type { Source } from "../../src/records/documentary.ts";

test("every letter is of one kind, and shares are of bytes", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "é", "’", "😀", "\n"),
    minLength: 1,
    maxLength: 60,
  });
  const stretch = fc.tuple(fc.nat(60), fc.nat(20));
  fc.assert(
    fc.property(text, fc.array(stretch), fc.array(stretch), fc.array(stretch), (words, a, b, c) => {
      const letters = [...words];
      const at = ([start, length]: [number, number]) => {
        const exact = letters.slice(start, start + length).join("");
        return { start, end: start + [...exact].length, exact };
      };
      const [quotes, contexts, passages] = [a.map(at), b.map(at), c.map(at)];
      const bytes = Buffer.byteLength(words);
      const covered = coverText({
        row: { bytes },
        claims: [{ quotes, contexts }],
        passages,
        citations: [],
      } as unknown as Source);
      const isIn = (spans: readonly { start: number; end: number }[], place: number): boolean =>
        spans.some(({ start, end }) => place >= start && place < end);
      let quotedBytes = 0;
      for (const [place, letter] of letters.entries()) {
        const kinds = [quotes, contexts, passages].map((spans) => isIn(spans, place));
        const [isQuote = false, isContext = false, isAside = false] = kinds;
        expect(isIn(covered.quoted, place)).toBe(isQuote);
        expect(isIn(covered.context, place)).toBe(isContext && !isQuote);
        expect(isIn(covered.aside, place)).toBe(isAside && !isContext && !isQuote);
        if (isQuote) quotedBytes += Buffer.byteLength(letter);
      }
      expect(covered.quotedShare).toBeCloseTo(quotedBytes / bytes);
      expect(covered.length).toBeGreaterThanOrEqual(letters.length);
    }),
  );
});
