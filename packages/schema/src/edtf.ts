import { dayRange, yearValue } from "./edtf-bounds.ts";

/** A date, a season, a decade or a century, as written; `X` stands for a digit that is not known. */
export interface EdtfDate {
  readonly kind: "date";
  /**
   * The year: four digits or `X`, three for a decade, two for a century, more than four after `Y`, where `E`
   * stands before a power of ten (`Y17E7`); `-` before it for years before 0.
   */
  readonly year: string;
  /** How many of the year's digits are certain: of `1950S2`, the first two. */
  readonly significantDigits?: number;
  /** 01 to 12, or 21 to 41 for seasons and other parts of a year. */
  readonly month?: string;
  readonly day?: string;
  /** A time of day with its offset from UTC, if any, as written. */
  readonly time?: string;
  /** Marked `?` or `%`, as a whole or in a part. */
  readonly uncertain: boolean;
  /** Marked `~` or `%`, as a whole or in a part. */
  readonly approximate: boolean;
}

/** From one date to another; `open` is written `..`, `unknown` is left empty. */
export interface EdtfInterval {
  readonly kind: "interval";
  readonly start: EdtfDate | "open" | "unknown";
  readonly end: EdtfDate | "open" | "unknown";
}

/** One of several dates (`[a,b]`) or all of them (`{a,b}`); a range among them has its two ends. */
export interface EdtfSet {
  readonly kind: "one_of" | "all_of";
  readonly members: readonly (EdtfDate | EdtfInterval)[];
}

export type Edtf = EdtfDate | EdtfInterval | EdtfSet;

/** Why a text is no EDTF, and what to write instead. */
export interface EdtfFault {
  readonly kind: "fault";
  readonly message: string;
  readonly fix: string;
}

/**
 * Reads a date in the Extended Date/Time Format (ISO 8601-2:2019): levels 0, 1 and 2.
 *
 * @see https://www.loc.gov/standards/datetime/
 */
export function parseEdtf(text: string): Edtf | EdtfFault {
  const plain = parsePlainDate(text);
  if (plain) return plain;
  if (text.length > 200) return fault("The date is longer than 200 characters", howToWrite);
  const old = oldSpelling(text);
  if (old) return old;
  const set = /^(?:\[(?<one>[^[\]{}]*)\]|\{(?<all>[^[\]{}]*)\})$/u.exec(text);
  if (set) return parseSet(set.groups?.one ?? set.groups?.all ?? "", text);
  return text.includes("/") ? parseInterval(text) : parseDate(text);
}

/** Whether a text is a date in the Extended Date/Time Format, as {@link parseEdtf} reads it. */
export function isEdtf(text: string): boolean {
  return plainDate.test(text) || parseEdtf(text).kind !== "fault";
}

// Most dates are a plain year, month or day before the 29th: no need to read them thoroughly.
const plainDate = /^(?<year>\d{4})(?:-(?<month>0[1-9]|1[0-2])(?:-(?<day>0[1-9]|1\d|2[0-8]))?)?$/u;

function parsePlainDate(text: string): EdtfDate | undefined {
  const { year, month, day } = plainDate.exec(text)?.groups ?? {};
  if (year === undefined) return undefined;
  return {
    kind: "date",
    year,
    ...(month === undefined ? {} : { month }),
    ...(day === undefined ? {} : { day }),
    uncertain: false,
    approximate: false,
  };
}

function parseInterval(text: string): EdtfInterval | EdtfFault {
  const sides = text.split("/");
  if (sides.length !== 2) return fault("An interval has one `/`", howToWrite);
  const [start, end] = sides.map((side) =>
    side === "" ? "unknown" : side === ".." ? "open" : parseDate(side),
  ) as [IntervalEnd, IntervalEnd];
  for (const side of [start, end]) {
    if (typeof side === "string") continue;
    if (side.kind === "fault") return side;
    if (Number(side.month) > 12)
      return fault("An interval cannot begin or end with a season", "Write its months.");
  }
  return inOrder({ kind: "interval", start, end } as EdtfInterval);
}

type IntervalEnd = EdtfDate | EdtfFault | "open" | "unknown";

function inOrder(interval: EdtfInterval): EdtfInterval | EdtfFault {
  const [first, last] = [interval.start, interval.end].map((end) =>
    typeof end === "string" ? undefined : dayRange(end),
  );
  return first && last && first.first > last.last
    ? fault("The interval ends before it starts", "Write the earlier date first.")
    : interval;
}

function parseSet(inner: string, text: string): EdtfSet | EdtfFault {
  const members: (EdtfDate | EdtfInterval)[] = [];
  const parts = inner.split(",").map((part) => part.trim());
  for (const [index, part] of parts.entries()) {
    const member = parseMember(part, index === 0, index === parts.length - 1);
    if (member.kind === "fault") return member;
    members.push(member);
  }
  return { kind: text.startsWith("[") ? "one_of" : "all_of", members };
}

function parseMember(
  part: string,
  isFirst: boolean,
  isLast: boolean,
): EdtfDate | EdtfInterval | EdtfFault {
  const range = part.split("..");
  if (range.length === 1) return parseDate(part);
  const [before = "", after = ""] = range;
  const misplaced = (before === "" && !isFirst) || (after === "" && !isLast);
  if (range.length > 2 || misplaced || part === "..")
    return fault(
      "Only the first date of a set can be open at its start, and only the last at its end",
      howToWrite,
    );
  const start = before === "" ? "open" : parseDate(before);
  const end = after === "" ? "open" : parseDate(after);
  if (typeof start === "object" && start.kind === "fault") return start;
  if (typeof end === "object" && end.kind === "fault") return end;
  return inOrder({ kind: "interval", start, end });
}

// Beyond it days can no longer be counted one by one; the universe is younger.
const farthestYear = 1_000_000_000_000;

const mark = "[?~%]?";
const shape = /* @__PURE__ */ new RegExp(
  `^(?<q1>${mark})(?<year>Y-?[1-9]\\d{4,}|Y-?[1-9]\\d*E[1-9]\\d*|-?[\\dX]{4}|-?\\d{2,3})(?:S(?<significant>[1-9]\\d*))?(?<q2>${mark})` +
    `(?:-(?<q3>${mark})(?<month>[\\dX]{2})(?<q4>${mark})(?:-(?<q5>${mark})(?<day>[\\dX]{2})(?<q6>${mark})` +
    "(?:T(?<time>[^T]+))?)?)?$",
  "u",
);

function parseDate(text: string): EdtfDate | EdtfFault {
  const parts = shape.exec(text)?.groups;
  const year = parts?.year ?? "";
  if (!parts || /^-0+$/u.test(year)) return fault("The date is not EDTF", howToWrite);
  const { month, day, time, significant } = parts;
  const significantDigits = significant === undefined ? undefined : Number(significant);
  const marks = [parts.q1, parts.q2, parts.q3, parts.q4, parts.q5, parts.q6].join("");
  const date: EdtfDate = {
    kind: "date",
    year,
    ...(significantDigits === undefined ? {} : { significantDigits }),
    ...(month === undefined ? {} : { month }),
    ...(day === undefined ? {} : { day }),
    ...(time === undefined ? {} : { time }),
    uncertain: /[?%]/u.test(marks),
    approximate: /[~%]/u.test(marks),
  };
  if (month !== undefined && (!/^-?[\dX]{4}$/u.test(year) || significant !== undefined))
    return fault("Only a year of four digits can have a month", howToWrite);
  const value = yearValue(year);
  if (year.startsWith("Y") && (value < 10_000 || value > farthestYear))
    return fault(
      `A year after \`Y\` has more than four digits, and at most ${farthestYear.toLocaleString("en")}`,
      "Write a year of four digits without it.",
    );
  const digits = year.startsWith("Y") ? String(value).length : /^-?\d{4}$/u.test(year) ? 4 : 0;
  if (significantDigits !== undefined && significantDigits > digits)
    return fault("The date counts more digits than its year has", howToWrite);
  if (time !== undefined && (marks !== "" || text.includes("X") || !isTime(time)))
    return fault("The time of day is not valid", "Write it as 16:54:59Z or 16:54:59+02:30.");
  if (dayRange(date) === undefined)
    return fault(
      "There is no such day, month or season",
      "Compare it with the words it stands for.",
    );
  return date;
}

function isTime(time: string): boolean {
  const parts =
    /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|(?<sign>[+-])(?<hours>\d\d)(?::?(?<minutes>\d\d))?)?$/u.exec(
      time,
    );
  if (!parts) return false;
  const [hour, minute, second] = parts.slice(1, 4).map(Number) as [number, number, number];
  const { sign, hours = "00", minutes = "00" } = parts.groups ?? {};
  const offset = Number(hours) * 60 + Number(minutes);
  const offsetIsValid =
    sign === undefined ||
    (Number(minutes) < 60 && (sign === "+" ? offset <= 14 * 60 : offset > 0 && offset <= 12 * 60));
  const midnight = hour === 24 && minute === 0 && second === 0;
  return offsetIsValid && (midnight || hour < 24) && minute < 60 && second < 60;
}

// Spellings of the draft of 2012, which older data still has.
const oldSpellings: readonly (readonly [RegExp, string, string])[] = [
  [
    /(?:^|[/-])\d{0,3}[ux]{1,4}(?:$|[/-])/u,
    "`u` or `x` for an unknown digit",
    "Write `X` instead.",
  ],
  [/(?:^|\/)unknown(?:$|\/)/u, "`unknown`", "Leave that end of the interval empty."],
  [/\/open$/u, "`open`", "Write `..` instead."],
  [/^y-?\d/u, "`y` before a long year", "Write `Y` instead."],
  [/\d(?:\?~|~\?)/u, "`?~`", "Write `%` instead."],
  [/\(\d+\)/u, "parentheses", "Write the mark beside the part that it belongs to."],
  [/\d\^/u, "`^`", "Write one of the seasons 25 to 32 instead."],
];

function oldSpelling(text: string): EdtfFault | undefined {
  if (!/[a-z(^]|\?~|~\?/u.test(text)) return undefined;
  const found = oldSpellings.find(([pattern]) => pattern.test(text));
  return found && fault(`The date has ${found[1]}, as an old draft of EDTF wrote it`, found[2]);
}

const howToWrite =
  "Write a date such as 1988, 1988-07, 1988-07-31, XXXX-08-10, 1988-22 (summer), 1988-07/1988-09 or 1988~.";

const fault = (message: string, fix: string): EdtfFault => ({ kind: "fault", message, fix });
