import { daysInMonth } from "./calendar.ts";
import type { Edtf, EdtfDate, EdtfInterval } from "./edtf.ts";

/** The first and last day that a date allows, year-month-day; absent where it is open or cannot be told. */
export interface DateBounds {
  readonly earliest?: string;
  readonly latest?: string;
}

/**
 * Computes the first and the last day that a date allows.
 *
 * Seasons are whole months by convention: spring March to May, summer June to August, autumn September to
 * November, winter December of the named year to February of the next; southern seasons half a year apart.
 * Marks of doubt (`?`, `~`, `%`) change nothing: nobody says how far they reach. A year that is wholly unknown
 * (`XXXX`), one before 1, or one after 9999 gives no bound.
 */
export function edtfBounds(date: Edtf): DateBounds {
  const members = "members" in date ? date.members : [date];
  const ranges = members.map(memberRange);
  const first = ranges.map((range) => range.first).reduce(outer(Math.min));
  const last = ranges.map((range) => range.last).reduce(outer(Math.max));
  const earliest = first === undefined ? undefined : formatDay(first);
  const latest = last === undefined ? undefined : formatDay(last);
  return { ...(earliest && { earliest }), ...(latest && { latest }) };
}

// One open member leaves the whole open on that side.
const outer = (pick: (a: number, b: number) => number) => (a?: number, b?: number) =>
  a === undefined || b === undefined ? undefined : pick(a, b);

type OpenRange = { first?: number | undefined; last?: number | undefined };

function memberRange(member: EdtfDate | EdtfInterval): OpenRange {
  if (member.kind === "date") return isYearless(member) ? {} : (dayRange(member) ?? {});
  const { start, end } = member;
  return {
    first: typeof start === "string" ? undefined : memberRange(start).first,
    last: typeof end === "string" ? undefined : memberRange(end).last,
  };
}

const isYearless = (date: EdtfDate): boolean => date.year === "XXXX";

/** Days as numbers in calendar order; only their order means anything outside this file. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

/** The days that a date with all its open digits allows, or nothing when there is no such day. */
export function dayRange(date: EdtfDate): DayRange | undefined {
  const months = monthsOf(date.month);
  if (!months) return undefined;
  const { low, high } = yearsOf(date);
  const first = firstMatch(
    ascending(low, high),
    date,
    months.map(([from]) => from),
  );
  const last = firstMatch(
    descending(low, high),
    date,
    months.map(([, to]) => to).toReversed(),
    true,
  );
  return first === undefined || last === undefined ? undefined : { first, last };
}

// Leap days come round in eight years at most; no date needs a longer search.
const searchYears = 400;

function firstMatch(
  years: Iterable<number>,
  date: EdtfDate,
  months: readonly number[],
  fromTheEnd = false,
): number | undefined {
  let tried = 0;
  for (const year of years) {
    if (!matches(year, date)) continue;
    if (tried === searchYears) return undefined;
    tried += 1;
    for (const month of months) {
      // Winter reaches into the next year: its months count on, 13 for January.
      const [inYear, inMonth] = month > 12 ? [year + 1, month - 12] : [year, month];
      const days = daysMatching(date.day, daysInMonth(inYear, inMonth));
      const day = fromTheEnd ? days.at(-1) : days[0];
      if (day !== undefined) return (inYear * 12 + inMonth - 1) * 31 + day - 1;
    }
  }
  return undefined;
}

/** The year as a number, without its sign; `NaN` when digits are open. */
export function yearValue(year: string): number {
  const [digits, power = "0"] = year.replace(/^Y?-?/u, "").split("E");
  return Number(digits) * 10 ** Number(power);
}

function yearsOf({ year, significantDigits }: EdtfDate): { low: number; high: number } {
  const range = absoluteYears(year, significantDigits);
  return year.includes("-") ? { low: -range.high, high: -range.low } : range;
}

function absoluteYears(year: string, significantDigits?: number): { low: number; high: number } {
  if (significantDigits !== undefined) {
    const value = yearValue(year);
    const digits = year.startsWith("Y") ? String(value).length : 4;
    const step = 10 ** (digits - significantDigits);
    const low = Math.floor(value / step) * step;
    return { low, high: low + step - 1 };
  }
  if (year.startsWith("Y")) return { low: yearValue(year), high: yearValue(year) };
  const digits = year.replace("-", "").padEnd(4, "X");
  return { low: Number(digits.replaceAll("X", "0")), high: Number(digits.replaceAll("X", "9")) };
}

function matches(value: number, { year, significantDigits }: EdtfDate): boolean {
  if (year.startsWith("Y") || significantDigits !== undefined) return true;
  const digits = year.replace("-", "").padEnd(4, "X");
  return fits(String(Math.abs(value)).padStart(4, "0"), digits);
}

const fits = (digits: string, pattern: string): boolean =>
  [...pattern].every((character, index) => character === "X" || character === digits[index]);

// Parts of a year from 21 on, each as the months it spans.
const partsOfYear: readonly (readonly [number, number])[] = [
  ...partsFrom(3, 4), // 21 to 24: seasons
  ...partsFrom(3, 4), // 25 to 28: seasons in the north
  ...partsFrom(9, 4), // 29 to 32: seasons in the south
  ...partsFrom(1, 4), // 33 to 36: quarters
  ...partsFrom(1, 3), // 37 to 39: thirds
  ...partsFrom(1, 2), // 40 and 41: halves
];

function partsFrom(month: number, count: number): (readonly [number, number])[] {
  const length = 12 / count;
  return Array.from({ length: count }, (_, index) => {
    const first = ((month - 1 + index * length) % 12) + 1;
    return [first, first + length - 1] as const;
  });
}

function monthsOf(month: string | undefined): (readonly [number, number])[] | undefined {
  if (month === undefined) return [[1, 12]];
  const part = partsOfYear[Number(month) - 21];
  if (part) return [part];
  const months = numbersMatching(month, 12).map((number) => [number, number] as const);
  return months.length === 0 ? undefined : months;
}

const daysMatching = (day: string | undefined, length: number): number[] =>
  day === undefined ? [1, length] : numbersMatching(day, length);

function numbersMatching(pattern: string, most: number): number[] {
  const only = Number(pattern);
  if (!Number.isNaN(only)) return only >= 1 && only <= most ? [only] : [];
  return Array.from({ length: most }, (_, index) => index + 1).filter((number) =>
    fits(String(number).padStart(2, "0"), pattern),
  );
}

function* ascending(low: number, high: number): Generator<number> {
  for (let year = low; year <= high; year += 1) yield year;
}

function* descending(low: number, high: number): Generator<number> {
  for (let year = high; year >= low; year -= 1) yield year;
}

function formatDay(day: number): string | undefined {
  const months = Math.floor(day / 31);
  const year = Math.floor(months / 12);
  if (year < 1 || year > 9999) return undefined;
  const part = (value: number, width: number) => String(value).padStart(width, "0");
  return `${part(year, 4)}-${part((months % 12) + 1, 2)}-${part((day % 31) + 1, 2)}`;
}
