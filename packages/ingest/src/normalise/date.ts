import { type DateBounds, edtfBounds, parseEdtf } from "@sourcebook/schema";
import { toAsciiDigits } from "./digits.ts";
import type { Normalised } from "./normalised.ts";

/** A date as EDTF, with the first and last day that it allows. */
export interface NormalisedDate extends Normalised {
  /** Computed from the value; a bound is absent when the date is open there. */
  readonly bounds?: DateBounds;
}

/**
 * Reads a date in English words, or one that is EDTF already: `31 July 1988`, `July 31, 1988`, `July 1988`,
 * `summer of 1988`, `the 1980s`, `10 August`, whose year stays open (`XXXX-08-10`).
 *
 * A date in numbers that is not year first has no value: `03/04/1988` has two.
 */
export function normaliseDate(text: string): NormalisedDate {
  const words = toAsciiDigits(text).trim().replace(/\s+/g, " ");
  if (words.length > 100) return { original: text };
  return withBounds(text, isEdtf(words) ? words : fromWords(words.toLowerCase()));
}

/** Adds the bounds to a date that is EDTF, and leaves out one that is none. */
export function withBounds(original: string, value: string | undefined): NormalisedDate {
  if (value === undefined) return { original };
  const parsed = parseEdtf(value);
  return parsed.kind === "fault" ? { original } : { original, value, bounds: edtfBounds(parsed) };
}

const isEdtf = (text: string): boolean => parseEdtf(text).kind !== "fault";

const MONTHS =
  "january february march april may june july august september october november december"
    .split(" ")
    .map((name, index) => [name, index + 1] as const);
const SEASONS: Readonly<Record<string, string>> = {
  spring: "21",
  summer: "22",
  autumn: "23",
  fall: "23",
  winter: "24",
};

const WEEKDAY = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?";
const DAY = "(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th)?";
const MONTH = "(?<month>[a-z]{3,9})\\.?";
const YEAR = "(?<year>\\d{4})";
const FORMS = [
  `(?:the )?(?<season>spring|summer|autumn|fall|winter)(?: of|,)? ${YEAR}`,
  `${WEEKDAY}${DAY} (?:of )?${MONTH},? ${YEAR}`,
  `${WEEKDAY}${MONTH} ${DAY},? ${YEAR}`,
  `${MONTH},? (?:of )?${YEAR}`,
  `${WEEKDAY}${DAY} (?:of )?${MONTH}`,
  `${WEEKDAY}${MONTH} ${DAY}`,
  "(?:the )?(?<decade>\\d{3})0s",
].map((form) => new RegExp(`^${form}$`));

function fromWords(words: string): string | undefined {
  const parts = FORMS.map((form) => form.exec(words)?.groups).find(
    (groups) => groups !== undefined,
  );
  if (parts === undefined) return undefined;
  const { day, month, year = "XXXX", season, decade } = parts;
  if (decade !== undefined) return `${decade}X`;
  if (season !== undefined) return `${year}-${SEASONS[season]}`;
  const number = monthNumber(month ?? "");
  if (number === undefined) return undefined;
  return [year, number, ...(day === undefined ? [] : [day.padStart(2, "0")])].join("-");
}

/** By its name, or an abbreviation of at least three letters. */
function monthNumber(name: string): string | undefined {
  const found = MONTHS.find(
    ([full]) =>
      full === name || full.slice(0, 3) === name || (name === "sept" && full === "september"),
  );
  return found && String(found[1]).padStart(2, "0");
}
