import { isEdtf } from "@sourcebook/schema";
import { type Span, withoutOverlaps } from "./span.ts";

/** A date as a text writes it. */
export interface FoundDate extends Span {
  readonly original: string;
  /** What the words say and no more: a year that they do not name is `XXXX`. Absent when they leave it open. */
  readonly edtf?: string;
}

/**
 * Finds the dates of an English text: days, months, seasons, years, decades, centuries and spans of
 * them. Relative dates (`last year`) are not found: they have no value without another date.
 */
export function findDates(text: string): FoundDate[] {
  const found = GRAMMAR.flatMap(({ pattern, edtf }) =>
    [...text.matchAll(pattern)].map(({ 0: original, index, groups = {} }): FoundDate => {
      const value = edtf(groups);
      const isValid = value !== undefined && isEdtf(value);
      const span = { original, start: index, end: index + original.length };
      return isValid ? { ...span, edtf: value } : span;
    }),
  );
  return withoutOverlaps(found).filter(({ original, end }) => !isCount(original, text.slice(end)));
}

type Groups = Readonly<Record<string, string | undefined>>;

interface Rule {
  readonly pattern: RegExp;
  edtf(groups: Groups): string | undefined;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH =
  "(?<month>Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)(?!\\p{L})";
const YEAR = "(?<year>1\\d{3}|20\\d\\d)(?![\\d%]|[,.]\\d|-\\d)";
const DAY = "(?<day>3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?![\\d\\p{L}]|[.,:]\\d)";
const SEASON = "(?<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)";
const SEASONS: Readonly<Record<string, string>> = {
  spring: "21",
  summer: "22",
  autumn: "23",
  fall: "23",
  winter: "24",
};

const rule = (pattern: string, edtf: Rule["edtf"]): Rule => ({
  pattern: new RegExp(`(?<![\\p{L}\\p{N}$€£/-]|\\d[.,])${pattern}`, "gu"),
  edtf,
});

const GRAMMAR: readonly Rule[] = [
  rule("(?<date>\\d{4}-(?:0[1-9]|1[0-2])(?:-\\d\\d)?)(?![\\d-])", ({ date }) => date),
  rule(`${MONTH}\\s+${DAY}(?:,\\s*|\\s+)${YEAR}`, dayOf),
  rule(`${DAY}\\s+(?:of\\s+)?${MONTH},?\\s+${YEAR}`, dayOf),
  rule(`${MONTH}\\s+${DAY}\\s?[-–]\\s?(?<last>3[01]|[12]?\\d),?\\s+${YEAR}`, daysOf),
  rule(`${DAY}\\s?[-–]\\s?(?<last>3[01]|[12]?\\d)\\s+${MONTH},?\\s+${YEAR}`, daysOf),
  rule(`${MONTH},?\\s+(?:of\\s+)?${YEAR}`, monthOf),
  rule(`${MONTH}\\s+${DAY}`, dayOf),
  rule(`${DAY}\\s+(?:of\\s+)?${MONTH}`, dayOf),
  // Alone, `May` and `March` are words of other kinds, too.
  rule(
    `(?<=(?:[Ii]n|[Ss]ince|[Ee]arly|[Ll]ate|[Mm]id|[Bb]y|[Uu]ntil|[Ll]ast|[Nn]ext|[Dd]uring)[\\s-]+)${MONTH}`,
    monthOf,
  ),
  rule(
    `${SEASON}\\s+(?:of\\s+)?${YEAR}`,
    ({ season = "", year }) => `${year}-${SEASONS[season.toLowerCase()]}`,
  ),
  rule(`(?<first>1\\d{3}|20\\d\\d)\\s?[-–—]\\s?(?<last>1\\d{3}|20\\d\\d)(?!\\d)`, yearsOf),
  rule(`(?<first>1\\d{3}|20\\d\\d)[-–](?<short>\\d\\d)(?![\\d-])`, yearsOf),
  rule(
    `(?:from|between)\\s+(?<first>1\\d{3}|20\\d\\d)\\s+(?:to|and)\\s+(?<last>1\\d{3}|20\\d\\d)(?!\\d)`,
    yearsOf,
  ),
  rule("(?<decade>1\\d\\d|20\\d)0s(?!\\p{L})", ({ decade }) => `${decade}X`),
  rule("(?<century>1\\d|20|21)(?:st|nd|rd|th)[\\s-]century", ({ century }) =>
    String(Number(century) - 1),
  ),
  rule(`(?:[Cc]irca|c\\.|[Aa]bout|[Aa]round)\\s+${YEAR}`, ({ year }) => `${year}~`),
  rule(YEAR, ({ year }) => year),
  rule("(?<day>\\d\\d?)[/.](?<other>\\d\\d?)[/.](?<year>\\d{4})(?!\\d)", numbersOf),
];

const monthNumber = (name = ""): string =>
  String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1).padStart(2, "0");

function dayOf({ year = "XXXX", month, day = "" }: Groups): string {
  return `${year}-${monthNumber(month)}-${day.padStart(2, "0")}`;
}

function monthOf({ year = "XXXX", month }: Groups): string {
  return `${year}-${monthNumber(month)}`;
}

function daysOf({ last = "", ...groups }: Groups): string {
  return `${dayOf(groups)}/${dayOf({ ...groups, day: last })}`;
}

function yearsOf({ first = "", last, short = "" }: Groups): string | undefined {
  const end = last ?? `${first.slice(0, 2)}${short}`;
  return first < end ? `${first}/${end}` : undefined;
}

/** `27/08/2021` says which number is the month; `03/04/2021` does not. */
function numbersOf({ day = "", other = "", year }: Groups): string | undefined {
  const [dayNumber, monthOrDay] = [Number(day), Number(other)];
  const pad = (part: number) => String(part).padStart(2, "0");
  if (dayNumber > 12 && monthOrDay <= 12) return `${year}-${pad(monthOrDay)}-${pad(dayNumber)}`;
  if (monthOrDay > 12 && dayNumber <= 12) return `${year}-${pad(dayNumber)}-${pad(monthOrDay)}`;
  return dayNumber === monthOrDay ? `${year}-${pad(dayNumber)}-${pad(dayNumber)}` : undefined;
}

/** `2000 people`, `1500 homes`: four digits that count something. */
function isCount(original: string, after: string): boolean {
  if (!/^\d{4}$/.test(original)) return false;
  if (/^\s+(?:people|persons|men|women|children)(?!\p{L})/u.test(after)) return true;
  return original.endsWith("00") && /^\s+\p{Ll}+s(?!\p{L})/u.test(after);
}
