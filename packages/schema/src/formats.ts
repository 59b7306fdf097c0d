import { daysInMonth } from "./calendar.ts";
import { isEdtf, parseEdtf } from "./edtf.ts";

export { isEdtf } from "./edtf.ts";

/** A form that a text field can ask for with `format`. */
export interface Format {
  test(text: string): boolean;
  /** Says what is wrong with a text that fails the test, and how to write it. */
  explain(text: string): { message: string; fix: string };
}

export const dateFormat: Format = {
  test: isDate,
  explain: () => ({
    message: "This is no calendar day",
    fix: "Write year-month-day, such as 1988-07-31.",
  }),
};

export const dateTimeFormat: Format = {
  test: isDateTime,
  explain: () => ({
    message: "This is no instant",
    fix: "Write it as 1988-07-31T12:00:00Z, or with its offset from UTC.",
  }),
};

export const edtfFormat: Format = {
  test: isEdtf,
  explain(text) {
    const parsed = parseEdtf(text);
    return parsed.kind === "fault" ? parsed : { message: "This is no date", fix: "Remove it." };
  },
};

export const languageTagFormat: Format = {
  test: isLanguageTag,
  explain: () => ({
    message: "This is no language tag",
    fix: "Write a BCP 47 tag, such as en, fa or zh-Hant.",
  }),
};

export const semverFormat: Format = {
  test: isSemver,
  explain: () => ({
    message: "This is no semantic version",
    fix: "Write three numbers, such as 1.2.0.",
  }),
};

export const uriFormat: Format = {
  test: isUri,
  explain: () => ({
    message: "This is no absolute address",
    fix: "Write it whole, such as https://example.org/page, with spaces as %20.",
  }),
};

/** Every format by its name in a schema. There are no others. */
export const formats: Readonly<Record<string, Format>> = {
  date: dateFormat,
  "date-time": dateTimeFormat,
  edtf: edtfFormat,
  "language-tag": languageTagFormat,
  semver: semverFormat,
  uri: uriFormat,
};

/** Whether a text is a calendar day, year-month-day, from year 1. */
export function isDate(text: string): boolean {
  if (text.length !== 10 || text[4] !== "-" || text[7] !== "-") return false;
  const year = digitsAt(text, 0, 4);
  const day = digitsAt(text, 8, 10);
  return year >= 1 && day >= 1 && day <= daysInMonth(year, digitsAt(text, 5, 7));
}

/** A number of plain digits; not a number when there is another character. */
function digitsAt(text: string, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN;
  }
  return number;
}

/** Whether a text is an instant by RFC 3339, without leap seconds and without a space for the `T`. */
export function isDateTime(text: string): boolean {
  const time = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/u;
  return text[10] === "T" && isDate(text.slice(0, 10)) && time.test(text.slice(11));
}

/** Whether a text is a language tag, well formed by RFC 5646; whether its parts are registered is not checked. */
export function isLanguageTag(text: string): boolean {
  return text.length <= 100 && languageTag.test(text);
}

const languageTag =
  /^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?$|^x(?:-[a-z\d]{1,8})+$/iu;

/** Whether a text is a version by semver.org 2.0.0. */
export function isSemver(text: string): boolean {
  return text.length <= 256 && semver.test(text);
}

const semver =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-z-][\da-z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-z-][\da-z-]*))*)?(?:\+[\da-z-]+(?:\.[\da-z-]+)*)?$/iu;

/** Whether a text is an absolute address by RFC 3986; a web address names its host. */
export function isUri(text: string): boolean {
  return text.length <= 4000 && uri.test(text);
}

const uri =
  /^(?:https?:\/\/(?=[^/?#:])|(?!https?:)[a-z][a-z\d+.-]*:)(?:[a-z\d\-._~:/?@!$&'()*+,;=[\]]|%[\da-f]{2})+(?:#(?:[a-z\d\-._~:/?@!$&'()*+,;=]|%[\da-f]{2})*)?$/iu;
