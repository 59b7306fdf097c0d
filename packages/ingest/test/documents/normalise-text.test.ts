import fc from "fast-check";
import { expect, test } from "vitest";
import { isAligned, normalise, normaliseText } from "../../src/documents/normalise-text.ts";
import { hostileText } from "../support/hostile-text.ts";

test.each([
  ["line ends and runs of white space", "a\r\nb \t\u00a0\u2003c", "a b c"],
  ["white space around what is dropped", "a \u00ad b", "a b"],
  [
    "soft hyphens and zero-width characters",
    "mas\u00adsa\u200bcre\u200c\ufeff\u2060s",
    "massacres",
  ],
  ["quotation marks", "‘a’ ‚b‛ “c” „d‟ 5′ 6″", "'a' 'b' \"c\" \"d\" 5' 6\""],
  ["dashes", "a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h"],
  ["ellipses", "and …so on", "and ...so on"],
  ["composition", "e\u0301 \u1100\u1161\u11a8 \u212b", "é 각 Å"],
  ["composition across a soft hyphen", "e\u00ad\u0301", "é"],
  ["superscripts, fractions and ligatures stay", "2017.¹⁷ ½ ﬁ", "2017.¹⁷ ½ ﬁ"],
  ["guillemets and primes of other kinds stay", "«a» ‹b› `c`", "«a» ‹b› `c`"],
  ["a mark without a letter stays", "\u0301a", "\u0301a"],
])("%s", (_, raw, expected) => {
  expect(normalise(raw)).toBe(expected);
});

test("normalises as its published rules say, one after the other", () =>
  fc.assert(
    fc.property(hostileText, (raw) => {
      const byRules = raw
        .replaceAll(/[\u00ad\u200b\u200c\u2060\ufeff]/g, "")
        .normalize("NFC")
        .replaceAll(/[‘’‚‛′]/g, "'")
        .replaceAll(/[“”„‟″]/g, '"')
        .replaceAll(/[‐‑‒–—―−]/g, "-")
        .replaceAll("…", "...")
        .replaceAll(/\p{White_Space}+/gu, " ");
      expect(normaliseText(raw).text).toBe(byRules);
    }),
    { numRuns: 2000 },
  ));

test("the text alone is that of the whole, without white space at its ends", () => {
  const mostlyAscii = fc.oneof(
    hostileText,
    fc.string({ unit: fc.constantFrom(..."a \t\r\n\v\f\0'") }),
  );
  fc.assert(
    fc.property(mostlyAscii, (raw) => {
      expect(normalise(raw)).toBe(normaliseText(raw).text.replace(/^ | $/g, ""));
    }),
  );
});

test("is idempotent", () =>
  fc.assert(
    fc.property(hostileText, (raw) => {
      const once = normaliseText(raw).text;
      expect(normaliseText(once).text).toBe(once);
    }),
  ));

test("every whole stretch leads back to raw text that normalises to it", () =>
  fc.assert(
    fc.property(hostileText, fc.nat(), fc.nat(), (raw, a, b) => {
      const normalised = normaliseText(raw);
      const { text, starts, ends } = normalised;
      fc.pre(text.length > 0);
      const from = a % text.length;
      const to = from + 1 + (b % (text.length - from));
      fc.pre(isAligned(normalised, from, to));
      const back = raw.slice(starts[from], ends[to - 1]);
      expect(normaliseText(back).text).toBe(text.slice(from, to));
    }),
    { numRuns: 2000 },
  ));
