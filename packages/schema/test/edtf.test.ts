import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edtfBounds, isEdtf, parseEdtf } from "../src/index.ts";

const bounds = (text: string) => {
  const date = parseEdtf(text);
  return date.kind === "fault" ? date.message : [date.kind, edtfBounds(date)];
};

test.each([
  ["1988", "date", "1988-01-01", "1988-12-31"],
  ["1988-07", "date", "1988-07-01", "1988-07-31"],
  ["1988-02", "date", "1988-02-01", "1988-02-29"],
  ["1988-07-31", "date", "1988-07-31", "1988-07-31"],
  ["1988~", "date", "1988-01-01", "1988-12-31"],
  ["1988-22", "date", "1988-06-01", "1988-08-31"],
  ["1988-24", "date", "1988-12-01", "1989-02-28"],
  ["1988-30", "date", "1988-12-01", "1989-02-28"],
  ["1988-31", "date", "1988-03-01", "1988-05-31"],
  ["1988-33", "date", "1988-01-01", "1988-03-31"],
  ["1988-39", "date", "1988-09-01", "1988-12-31"],
  ["1988-40", "date", "1988-01-01", "1988-06-30"],
  ["198X", "date", "1980-01-01", "1989-12-31"],
  ["19", "date", "1900-01-01", "1999-12-31"],
  ["15XX-02-29", "date", "1504-02-29", "1596-02-29"],
  ["1988-07-XX", "date", "1988-07-01", "1988-07-31"],
  ["XXXX-08-10", "date", undefined, undefined],
  ["-0002", "date", undefined, undefined],
  ["1988-07/1988-09", "interval", "1988-07-01", "1988-09-30"],
  ["1988-07/..", "interval", "1988-07-01", undefined],
  ["/1988-07", "interval", undefined, "1988-07-31"],
  ["[1988-07,1988-09]", "one_of", "1988-07-01", "1988-09-30"],
  ["{..1988}", "all_of", undefined, "1988-12-31"],
  ["2016-05-02T24:00:00", "date", "2016-05-02", "2016-05-02"],
])("%s is a %s from %s to %s", (text, kind, earliest, latest) => {
  expect(bounds(text)).toEqual([
    kind,
    { ...(earliest && { earliest }), ...(latest && { latest }) },
  ]);
});

test("a fault says what to write instead", () => {
  const faults = ["1988-13", "198u", "2004-01-01/open", "1989/1988", "1988-22/1988-23", "July"].map(
    (text) => {
      const fault = parseEdtf(text);
      return fault.kind === "fault" ? `${text}: ${fault.message}. ${fault.fix}` : text;
    },
  );
  expect(faults).toMatchInlineSnapshot(`
    [
      "1988-13: There is no such day, month or season. Compare it with the words it stands for.",
      "198u: The date has \`u\` or \`x\` for an unknown digit, as an old draft of EDTF wrote it. Write \`X\` instead.",
      "2004-01-01/open: The date has \`open\`, as an old draft of EDTF wrote it. Write \`..\` instead.",
      "1989/1988: The interval ends before it starts. Write the earlier date first.",
      "1988-22/1988-23: An interval cannot begin or end with a season. Write its months.",
      "July: The date is not EDTF. Write a date such as 1988, 1988-07, 1988-07-31, XXXX-08-10, 1988-22 (summer), 1988-07/1988-09 or 1988~.",
    ]
  `);
});

const suite = join(import.meta.dirname, "../../../../shared/suites/edtf/edtf-cases.json");

if (!existsSync(suite))
  process.stderr.write(`\nSKIPPED: no ${suite}, so no cases of another implementation.\n`);

describe.runIf(existsSync(suite))("cases of another implementation", () => {
  const cases = existsSync(suite) ? JSON.parse(readFileSync(suite, "utf8")) : {};

  test("all valid ones are read", () => {
    const texts: string[] = cases.valid.map((one: { edtf: string }) => one.edtf);
    expect(texts.filter((text) => !isEdtf(text))).toEqual([]);
  });

  test("none of the invalid ones is read", () => {
    expect([...cases.invalid, ...cases.legacy_2012].filter(isEdtf)).toEqual([]);
  });

  test("old spellings get a hint how to write them now", () => {
    const hints = cases.legacy_2012.map((text: string) => {
      const fault = parseEdtf(text);
      return fault.kind === "fault" ? `${text}: ${fault.fix}` : text;
    });
    expect(hints).toMatchInlineSnapshot(`
      [
        "198u: Write \`X\` instead.",
        "19uu: Write \`X\` instead.",
        "1999-uu: Write \`X\` instead.",
        "unknown/2006: Leave that end of the interval empty.",
        "2004-06-01/unknown: Leave that end of the interval empty.",
        "2004-01-01/open: Write \`..\` instead.",
        "y170000002: Write \`Y\` instead.",
        "196x: Write \`X\` instead.",
        "19xx: Write \`X\` instead.",
        "2004-(06)?-11: Write the mark beside the part that it belongs to.",
        "2001-21^southernHemisphere: Write one of the seasons 25 to 32 instead.",
        "2004-06-(01)~/2004-06-(20)~: Write the mark beside the part that it belongs to.",
        "1984?~: Write \`%\` instead.",
        "y17e7: Write \`Y\` instead.",
      ]
    `);
  });
});

const two = (value: number) => String(value).padStart(2, "0");
const day = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test("a day lies within the bounds of every date that leaves some of its digits open", () =>
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 127 }), (text, open) => {
      const digits = text.replaceAll("-", "");
      const left = [...digits].map((digit, index) => ((open >> index) & 1 ? "X" : digit)).join("");
      const date = parseEdtf(`${left.slice(0, 4)}-${left.slice(4, 6)}-${left.slice(6)}`);
      if (date.kind === "fault") throw new Error(date.message);
      const { earliest = text, latest = text } = edtfBounds(date);
      expect([earliest <= text, text <= latest]).toEqual([true, true]);
    }),
  ));

test("years by powers of ten, and years of which some digits are certain", () => {
  const bounds = (text: string) => {
    const date = parseEdtf(text);
    return date.kind === "fault" ? date.message : edtfBounds(date);
  };
  expect(parseEdtf("Y-17101E3S3")).toEqual({
    kind: "date",
    year: "Y-17101E3",
    significantDigits: 3,
    uncertain: false,
    approximate: false,
  });
  expect(bounds("1950S2")).toEqual({ earliest: "1900-01-01", latest: "1999-12-31" });
  expect(bounds("1988S4~")).toEqual({ earliest: "1988-01-01", latest: "1988-12-31" });
  expect(bounds("0099S1")).toEqual({ latest: "0999-12-31" });
  expect(bounds("1950S2/1960S3")).toEqual({ earliest: "1900-01-01", latest: "1969-12-31" });
  expect(bounds("Y17E7")).toEqual({});
  expect(bounds("1988S5")).toBe("The date counts more digits than its year has");
  expect(bounds("19XXS2")).toBe("The date counts more digits than its year has");
  expect(bounds("1988S2-07")).toBe("Only a year of four digits can have a month");
  for (const text of ["Y1E2", "Y1E99", `Y1E${"9".repeat(100)}`]) {
    expect(bounds(text)).toMatch(/^A year after `Y` has more than four digits/);
  }
  expect(bounds("Y17E7/Y16E7")).toBe("The interval ends before it starts");
});

test("only real days are dates", () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 40 }),
      (year, month, dayOfMonth) => {
        const text = `${String(year).padStart(4, "0")}-${two(month)}-${two(dayOfMonth)}`;
        const date = new Date(`${text}T00:00:00Z`);
        const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
        expect(isEdtf(text)).toBe(isReal);
      },
    ),
  ));

test("any text is read or refused, in bounded time", () =>
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."12089X-/.T:Z?~%[]{},Yux"), maxLength: 300 }),
      (text) => {
        const date = parseEdtf(text);
        if (date.kind !== "fault") edtfBounds(date);
      },
    ),
    { numRuns: 2000 },
  ));
