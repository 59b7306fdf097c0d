import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseCountry } from "../../src/normalise/country.ts";
import { normaliseDate } from "../../src/normalise/date.ts";
import { toAsciiDigits } from "../../src/normalise/digits.ts";
import { normaliseJalaliDate } from "../../src/normalise/jalali-date.ts";
import { normaliseLanguage } from "../../src/normalise/language.ts";
import { normaliseUnicode } from "../../src/normalise/unicode-form.ts";
import { normaliseUrl } from "../../src/normalise/url.ts";

describe("dates in words", () => {
  test.each([
    ["31 July 1988", "1988-07-31", "1988-07-31", "1988-07-31"],
    ["July 31st, 1988", "1988-07-31", "1988-07-31", "1988-07-31"],
    ["Friday, the 29th of July 1988", "1988-07-29", "1988-07-29", "1988-07-29"],
    ["Sept. 1988", "1988-09", "1988-09-01", "1988-09-30"],
    ["February of 1988", "1988-02", "1988-02-01", "1988-02-29"],
    ["summer of 1988", "1988-22", "1988-06-01", "1988-08-31"],
    ["the 1980s", "198X", "1980-01-01", "1989-12-31"],
    ["1988", "1988", "1988-01-01", "1988-12-31"],
    ["1988-07/1988-09", "1988-07/1988-09", "1988-07-01", "1988-09-30"],
    ["۱۹۸۸", "1988", "1988-01-01", "1988-12-31"],
  ])("%s is %s", (text, value, earliest, latest) => {
    expect(normaliseDate(text)).toEqual({ original: text, value, bounds: { earliest, latest } });
  });

  test("a year that is not said stays open", () => {
    expect(normaliseDate("10 August")).toEqual({
      original: "10 August",
      value: "XXXX-08-10",
      bounds: {},
    });
    expect(normaliseDate("August 10th")).toEqual({
      original: "August 10th",
      value: "XXXX-08-10",
      bounds: {},
    });
  });

  test.each([
    "03/04/1988",
    "31 June 1988",
    "soon",
    "Juli 1988",
    "Ma 1988",
    "early 1988",
    "",
    "July",
    "1988 July 31 and more",
  ])("“%s” has no value", (text) => expect(normaliseDate(text)).toEqual({ original: text }));
});

describe("dates of the Persian calendar", () => {
  test.each([
    ["1367-05-06", "1988-07-28"],
    ["۱۳۶۷/۵/۶", "1988-07-28"],
    ["6 Mordad 1367", "1988-07-28"],
    ["۶ مرداد ۱۳۶۷", "1988-07-28"],
    ["1403-12-30", "2025-03-20"],
    ["Mordad 1367", "1988-07-23/1988-08-22"],
    ["1367", "1988-03-21/1989-03-20"],
    ["Esfand 1366", "1988-02-20/1988-03-20"],
  ])("%s is %s", (text, value) => {
    expect(normaliseJalaliDate(text)).toMatchObject({ original: text, value });
  });

  test.each([
    "1367-12-30",
    "1367-13-01",
    "1367-07-31",
    "1988-07-28",
    "6 July 1367",
    "1367-5/6",
    "",
  ])("“%s” has no value", (text) => {
    expect(normaliseJalaliDate(text)).toEqual({ original: text });
  });

  test("the platform's own Persian calendar agrees on every day", () => {
    const format = new Intl.DateTimeFormat("en-u-ca-persian", {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      timeZone: "UTC",
    });
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
        (date) => {
          const parts = Object.fromEntries(
            format.formatToParts(date).map(({ type, value }) => [type, value]),
          );
          expect(normaliseJalaliDate(`${parts.year}-${parts.month}-${parts.day}`).value).toBe(
            date.toISOString().slice(0, 10),
          );
        },
      ),
    );
  });
});

test("digits of any script become ASCII, in place", () => {
  expect(toAsciiDigits("۱۳۶۷ ١٩٨٨ १९८८ １９８８ a¹")).toBe("1367 1988 1988 1988 a¹");
});

test("Unicode is composed, never folded, and the invisible is listed", () => {
  expect(normaliseUnicode("e\u0301 2017.¹⁷ ﬁ می\u200cخواهم\u202e")).toEqual({
    original: "e\u0301 2017.¹⁷ ﬁ می\u200cخواهم\u202e",
    value: "é 2017.¹⁷ ﬁ می\u200cخواهم\u202e",
    invisible: [
      { character: "\u200c", offset: 14 },
      { character: "\u202e", offset: 20 },
    ],
  });
});

test.each([
  ["IR", "IR"],
  ["irn", "IR"],
  ["364", "IR"],
  ["Iran", "IR"],
  ["Islamic Republic of Iran", "IR"],
  ["the United States", "US"],
  ["U.S.", "US"],
  ["Côte d’Ivoire", "CI"],
  ["Cote d'Ivoire", "CI"],
  ["syria", "SY"],
  ["Türkiye", "TR"],
  ["Turkey", "TR"],
  ["Congo", undefined],
  ["Persia", undefined],
  ["", undefined],
  ["XX", undefined],
])("the country “%s” is %s", (text, value) => {
  expect(normaliseCountry(text)).toEqual(
    value === undefined ? { original: text } : { original: text, value },
  );
});

test.each([
  ["EN", "en"],
  ["en-us", "en-US"],
  ["zh_hant_tw", "zh-Hant-TW"],
  ["per", "fa"],
  ["fas", "fa"],
  ["Persian", "fa"],
  ["farsi", "fa"],
  ["German", "de"],
  ["ger-ch", "de-CH"],
  ["sl-rozaj-biske", "sl-rozaj-biske"],
  ["en-a-BBB-x-us", "en-a-bbb-x-us"],
  ["und", "und"],
  ["Elvish", undefined],
  ["xx-yy", undefined],
  ["en-", undefined],
  ["", undefined],
])("the language “%s” is %s", (text, value) => {
  expect(normaliseLanguage(text)).toEqual(
    value === undefined ? { original: text } : { original: text, value },
  );
});

test.each([
  [" HTTP://Example.ORG:80/a/../b c?q=A%20b#Frag ", "http://example.org/b%20c?q=A%20b#Frag"],
  ["https://example.org", "https://example.org/"],
  ["https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"],
  ["https://example.org:8443/", "https://example.org:8443/"],
  ["example.org", undefined],
  ["javascript:alert(1)", undefined],
  ["https://user:secret@example.org/", undefined],
  ["https://", undefined],
  ["mailto:a@example.org", undefined],
])("the address “%s” is %s", (text, value) => {
  expect(normaliseUrl(text)).toEqual(
    value === undefined ? { original: text } : { original: text, value },
  );
});

test("every normaliser keeps the original, and its value is one that it leaves as it is", () =>
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.constantFrom(
        normaliseDate,
        normaliseJalaliDate,
        normaliseUnicode,
        normaliseCountry,
        normaliseLanguage,
        normaliseUrl,
      ),
      (text, normalise) => {
        const { original, value } = normalise(text);
        expect(original).toBe(text);
        if (value !== undefined && normalise !== normaliseJalaliDate)
          expect(normalise(value).value).toBe(value);
      },
    ),
    { numRuns: 500 },
  ));
