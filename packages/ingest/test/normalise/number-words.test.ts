import fc from "fast-check";
import { expect, test } from "vitest";
import { findNumbers, parseNumberWords } from "../../src/normalise/number-words.ts";

const values = (text: string) => findNumbers(text).map(({ value }) => value);

test.each([
  ["444", 444],
  ["30,000", 30_000],
  ["1,234,567.5", 1_234_567.5],
  ["30\u00a0000", 30_000],
  ["۳۰٬۰۰۰", 30_000],
  ["1.5 million", 1_500_000],
  ["4.35 thousand", 4350],
  ["3 dozen", 36],
  ["seven", 7],
  ["twenty-five", 25],
  ["Forty Four", 44],
  ["a hundred", 100],
  ["a dozen", 12],
  ["one hundred and twenty-five thousand", 125_000],
  ["two thousand and five", 2005],
  ["twelve hundred", 1200],
  ["one million two hundred thousand and three", 1_200_003],
  ["two and a half million", 2_500_000],
  ["half a million", 500_000],
  ["a quarter of a million", 250_000],
  ["a thousand and one", 1001],
])("%s is %d", (text, value) => {
  expect(parseNumberWords(text)).toEqual({ original: text, value, rest: "" });
});

test.each([
  ["more than thirty thousand", 30_000, "more than"],
  ["over two hundred countries", 200, "over countries"],
  ["Some forty former political prisoners", 40, "Some former political prisoners"],
  ["at least 2,800 names", 2800, "at least names"],
  ["more than half a million copies", 500_000, "more than copies"],
])("%s is %d, said with “%s”", (text, value, rest) => {
  expect(parseNumberWords(text)).toEqual({ original: text, value, rest });
});

test.each([
  "several thousand",
  "hundreds of thousands of prisoners",
  "a few hundred",
  "dozens",
  "the third event",
  "the 1980s",
  "the 2nd",
  "1,5",
  "1.2.3",
  "a prisoner",
  "half of them",
])("no number is stated by “%s”", (text) => {
  expect(parseNumberWords(text)).toEqual({ original: text, rest: text });
});

test("two numbers stay two", () => {
  expect(values("between 2,800 and 5,000")).toEqual([2800, 5000]);
  expect(values("three to four thousand")).toEqual([3, 4000]);
  expect(values("one and two")).toEqual([1, 2]);
  expect(values("five, six, seven eight")).toEqual([5, 6, 7, 8]);
  expect(values("five thousand. Three hundred")).toEqual([5000, 300]);
  expect(values("nineteen eighty-eight")).toEqual([19, 88]);
  expect(parseNumberWords("30 or 40").value).toBeUndefined();
});

test("places are those of the text", () => {
  expect(findNumbers("In 1988 some ۴۰ or twenty-five thousand.")).toEqual([
    { value: 1988, original: "1988", start: 3, end: 7 },
    { value: 40, original: "۴۰", start: 13, end: 15 },
    { value: 25_000, original: "twenty-five thousand", start: 19, end: 39 },
  ]);
});

const ONES = `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen`.split(/\s+/);
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** The other direction, written in another way: by division. */
function spell(value: number, and: string): string {
  const part = (size: number, name: string) => {
    const rest = value % size;
    const head = `${spell(Math.floor(value / size), and)} ${name}`;
    return rest === 0 ? head : `${head}${rest < 100 ? and : " "}${spell(rest, and)}`;
  };
  if (value < 20) return ONES[value] ?? "";
  if (value < 100) {
    const unit = value % 10;
    return `${TENS[Math.floor(value / 10) - 2]}${unit === 0 ? "" : `-${ONES[unit]}`}`;
  }
  if (value < 1000) return part(100, "hundred");
  if (value < 1e6) return part(1000, "thousand");
  if (value < 1e9) return part(1e6, "million");
  return part(1e9, "billion");
}

test("every number spelled out reads back as itself, with and without “and”", () =>
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), fc.constantFrom(" ", " and "), (value, and) => {
      expect(values(`so ${spell(value, and)} of them`)).toEqual([value]);
    }),
  ));

test("any text ends, with numbers in order that are cut out of it", () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          "one",
          "a",
          "half",
          "of",
          "hundred",
          "thousand",
          "dozens",
          "and",
          "12",
          ",",
          "-",
          "quarter",
        ),
      ),
      (parts) => {
        const text = parts.join(" ");
        let last = 0;
        for (const { original, start, end, value } of findNumbers(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(original).toBe(text.slice(start, end));
          expect(Number.isFinite(value)).toBe(true);
          last = end;
        }
      },
    ),
  ));
