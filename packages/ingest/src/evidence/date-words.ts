import { type Edtf, type EdtfDate, parseEdtf } from "@sourcebook/schema";
import { toAsciiDigits } from "../normalise/digits.ts";

/** A part of a date, as one would name it in a message. */
export interface DatePart {
  readonly name: string;
  /** Words give it in digits, in whatever language. */
  readonly isDigits: boolean;
}

/**
 * The parts of an EDTF date that words do not carry: years, months and days. Digits that are `X` need
 * no words; a season needs its name.
 *
 * @returns nothing when every part is in the words, or when the date is not valid
 */
export function findMissingDateParts(edtf: string, words: string): DatePart[] {
  const date = parseEdtf(edtf);
  if (date.kind === "fault") return [];
  const said = toAsciiDigits(words).toLowerCase();
  const missing = datesIn(date).flatMap((part) => missingOf(part, said));
  return missing.filter(({ name }, at) => missing.findIndex((part) => part.name === name) === at);
}

/** What two single dates give differently; digits that are `X` agree with all others. */
export function findContradictions(stated: string, inferred: string): string[] {
  const [a, b] = [parseEdtf(stated), parseEdtf(inferred)];
  if (a.kind !== "date" || b.kind !== "date") return [];
  return (["year", "month", "day"] as const).flatMap((part) => {
    const [one, other] = [a[part], b[part]];
    const isSeason = Number(a.month ?? 0) > 12 || Number(b.month ?? 0) > 12;
    if (one === undefined || other === undefined || (isSeason && part !== "year")) return [];
    return agree(one, other) ? [] : [`the ${part} is ${one} in one and ${other} in the other`];
  });
}

const agree = (one: string, other: string): boolean =>
  [...one].every((unit, at) => unit === "X" || (other[at] ?? "X") === "X" || unit === other[at]);

/** Every date that an expression is made of; the open ends of intervals are none. */
function datesIn(date: Edtf): EdtfDate[] {
  switch (date.kind) {
    case "date":
      return [date];
    case "interval":
      return [date.start, date.end].filter((end) => typeof end !== "string");
    default:
      return date.members.flatMap(datesIn);
  }
}

const MONTHS = [
  ["january", "jan"],
  ["february", "feb"],
  ["march", "mar"],
  ["april", "apr"],
  ["may"],
  ["june", "jun"],
  ["july", "jul"],
  ["august", "aug"],
  ["september", "sept", "sep"],
  ["october", "oct"],
  ["november", "nov"],
  ["december", "dec"],
] as const;

const SEASONS: Readonly<Record<number, readonly string[]>> = {
  ...{ 21: ["spring"], 22: ["summer"], 23: ["autumn", "fall"], 24: ["winter"] },
  ...{ 25: ["spring"], 26: ["summer"], 27: ["autumn", "fall"], 28: ["winter"] },
  ...{ 29: ["spring"], 30: ["summer"], 31: ["autumn", "fall"], 32: ["winter"] },
  ...{ 33: ["first quarter", "q1"], 34: ["second quarter", "q2"] },
  ...{ 35: ["third quarter", "q3"], 36: ["fourth quarter", "last quarter", "q4"] },
  ...{ 40: ["first half"], 41: ["second half"] },
};

const DAY_WORDS = [
  ...["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"],
  ...["tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"],
  ...["seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second"],
  ...["twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh"],
  ...["twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"],
];

const CENTURY_WORDS: Readonly<Record<number, string>> = {
  ...{ 17: "eighteenth", 18: "nineteenth", 19: "twentieth", 20: "twenty-first" },
};

function missingOf({ year, month, day }: EdtfDate, said: string): DatePart[] {
  const missing: DatePart[] = [];
  if (!saysYear(year, said)) missing.push({ name: `the year ${year}`, isDigits: true });
  if (month !== undefined) {
    const isMonth = Number(month) <= 12;
    const names = isMonth ? MONTHS[Number(month) - 1] : SEASONS[Number(month)];
    const isNumbered = isMonth && saysNumber(Number(month), said);
    if (names !== undefined && !isNumbered && !names.some((name) => saysWord(name, said))) {
      missing.push({ name: `the ${isMonth ? "month" : "season"} ${names[0]}`, isDigits: false });
    }
  }
  if (day !== undefined && !day.includes("X")) {
    const word = DAY_WORDS[Number(day) - 1] ?? "";
    if (!saysNumber(Number(day), said) && !saysWord(word, said)) {
      missing.push({ name: `the day ${Number(day)}`, isDigits: true });
    }
  }
  return missing;
}

/** `1988`; `'88`; for `198X` and `198` the 1980s, for `19XX` and `19` the 20th century or the 1900s. */
function saysYear(year: string, said: string): boolean {
  const known = year.replace(/X+$/, "");
  if (!/^\d{2,4}$/.test(known)) return true; // nothing that words would print as it is
  if (known.length === 4) {
    return saysNumber(Number(year), said) || new RegExp(`['’]${year.slice(2)}(?!\\d)`).test(said);
  }
  if (new RegExp(`(?<!\\d)${known}${"0".repeat(4 - known.length)}s?(?!\\d)`).test(said))
    return true;
  if (known.length === 3) return new RegExp(`['’]?${known.slice(2)}0s`).test(said);
  const century = Number(known) + 1;
  return (
    new RegExp(`(?<!\\d)${century}(st|nd|rd|th)\\b`).test(said) ||
    saysWord(CENTURY_WORDS[Number(known)] ?? "", said)
  );
}

/** The number in digits, with or without a leading zero and the ending of an ordinal. */
function saysNumber(number: number, said: string): boolean {
  for (const [digits] of said.matchAll(NUMBER)) if (Number(digits) === number) return true;
  return false;
}

const NUMBER = /(?<!\d|\d[.,])\d+(?!\d|[.,]\d{3})/g;

function saysWord(word: string, said: string): boolean {
  if (word === "") return false;
  for (let at = said.indexOf(word); at !== -1; at = said.indexOf(word, at + 1)) {
    const end = at + word.length;
    // A letter may take two units.
    const before = said.slice(Math.max(0, at - 2), at);
    if (!/\p{L}$/u.test(before) && !/^\p{L}/u.test(said.slice(end, end + 2))) return true;
  }
  return false;
}
