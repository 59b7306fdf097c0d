import { isValidJalaaliDate, jalaaliMonthLength, toGregorian } from "jalaali-js";
import { type NormalisedDate, withBounds } from "./date.ts";
import { toAsciiDigits } from "./digits.ts";

/**
 * Turns a date of the Persian calendar into EDTF: `1367-05-06`, `۱۳۶۷/۵/۶`, `5 Mordad 1367`, `۵ مرداد ۱۳۶۷`,
 * and months and years as the interval of their days.
 */
export function normaliseJalaliDate(text: string): NormalisedDate {
  const words = toAsciiDigits(text).trim().replace(/\s+/g, " ").toLowerCase();
  const parts = words.length > 100 ? undefined : parse(words);
  return withBounds(text, parts && toEdtf(parts));
}

interface Parts {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

const MONTHS: readonly (readonly string[])[] = [
  ["farvardin", "فروردین"],
  ["ordibehesht", "اردیبهشت"],
  ["khordad", "خرداد"],
  ["tir", "تیر"],
  ["mordad", "amordad", "مرداد"],
  ["shahrivar", "شهریور"],
  ["mehr", "مهر"],
  ["aban", "آبان"],
  ["azar", "آذر"],
  ["dey", "دی"],
  ["bahman", "بهمن"],
  ["esfand", "اسفند"],
];

function parse(words: string): Parts | undefined {
  const numbers = /^(\d{4})(?:([-/])(\d{1,2})(?:\2(\d{1,2}))?)?$/.exec(words);
  if (numbers) {
    const [, year, , month, day] = numbers;
    return {
      year: Number(year),
      ...(month !== undefined && { month: Number(month) }),
      ...(day !== undefined && { day: Number(day) }),
    };
  }
  const named = /^(?:(\d{1,2}) )?(\p{L}+),? (\d{4})$/u.exec(words);
  const [, day, name = "", year] = named ?? [];
  const month = MONTHS.findIndex((names) => names.includes(name)) + 1;
  if (!named || month === 0) return undefined;
  return { year: Number(year), month, ...(day !== undefined && { day: Number(day) }) };
}

// The calendar was brought in in 1304; a year before 1200 or after 1600 is one of another calendar.
const FIRST_YEAR = 1200;
const LAST_YEAR = 1600;

function toEdtf({ year, month, day }: Parts): string | undefined {
  if (year < FIRST_YEAR || year > LAST_YEAR || (month !== undefined && (month < 1 || month > 12))) {
    return undefined;
  }
  if (day !== undefined && month !== undefined) {
    return isValidJalaaliDate(year, month, day) ? gregorian(year, month, day) : undefined;
  }
  const [first, last] = month === undefined ? [1, 12] : [month, month];
  return `${gregorian(year, first, 1)}/${gregorian(year, last, jalaaliMonthLength(year, last))}`;
}

function gregorian(year: number, month: number, day: number): string {
  const { gy, gm, gd } = toGregorian(year, month, day);
  return `${gy}-${String(gm).padStart(2, "0")}-${String(gd).padStart(2, "0")}`;
}
