import { daysInMonth } from "@sourcebook/schema";

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/** So many digits a double holds, whichever they are. */
const safeDigits = 15;

/** The whole number that bytes spell as it is written back; NaN for anything else, be it right or wrong. */
export function readInteger(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS;
  const first = isNegative ? start + 1 : start;
  const digits = end - first;
  if (digits < 1 || digits > safeDigits) return Number.NaN;
  if (bytes[first] === ZERO && (digits > 1 || isNegative)) return Number.NaN;
  let number = 0;
  for (let at = first; at < end; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return isNegative ? -number : number;
}

/**
 * The decimal number that bytes spell in a digit or more, and perhaps a point and more of them; NaN for
 * anything else, be it right or wrong.
 */
export function readDecimal(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS;
  const first = isNegative ? start + 1 : start;
  if (end - first > safeDigits) return Number.NaN;
  let number = 0;
  let at = first;
  for (; at < end; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) break;
    number = number * 10 + digit;
  }
  if (at === first || (bytes[first] === ZERO && at > first + 1)) return Number.NaN;
  if (at < end) {
    if (bytes[at] !== POINT || at + 1 === end) return Number.NaN;
    const point = at;
    for (at += 1; at < end; at += 1) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) return Number.NaN;
      number = number * 10 + digit;
    }
    // Both are exact, so that their quotient is the double next to the number.
    number /= powersOfTen[end - point - 1] as number;
  }
  if (isNegative) return number === 0 ? Number.NaN : -number;
  return number;
}

const powersOfTen = Array.from({ length: safeDigits + 1 }, (_, power) => 10 ** power);

/** Where a decimal number ends when zeros after its point are left out, and a point with nothing behind it. */
export function endOfDecimal(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  let point = start;
  while (point < end && bytes[point] !== POINT) point += 1;
  if (point === end) return end;
  while (bytes[last - 1] === ZERO) last -= 1;
  return last - 1 === point ? point : last;
}

/** A calendar day as `yyyymmdd`; NaN for anything else. */
export function readDay(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== 10 || bytes[start + 4] !== MINUS || bytes[start + 7] !== MINUS) {
    return Number.NaN;
  }
  const year = digitsAt(bytes, start, start + 4);
  const month = digitsAt(bytes, start + 5, start + 7);
  const day = digitsAt(bytes, start + 8, start + 10);
  // Most days need no calendar.
  const isDay =
    year >= 1 &&
    day >= 1 &&
    month >= 1 &&
    month <= 12 &&
    (day <= 28 || day <= daysInMonth(year, month));
  return isDay ? year * 10_000 + month * 100 + day : Number.NaN;
}

function digitsAt(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** 1 for true, 0 for false, in one of the spellings that are read; NaN for anything else. */
export function readFlag(bytes: Uint8Array, start: number, end: number): number {
  const words = end - start === 4 ? spellingsOfTrue : spellingsOfFalse;
  const isThere = words.some((word) => word.length === end - start && spells(bytes, start, word));
  return isThere ? Number(words === spellingsOfTrue) : Number.NaN;
}

const spellingsOfTrue = ["true", "True", "TRUE"].map((word) => Uint8Array.from(Buffer.from(word)));
const spellingsOfFalse = ["false", "False", "FALSE"].map((word) =>
  Uint8Array.from(Buffer.from(word)),
);

function spells(bytes: Uint8Array, start: number, word: Uint8Array): boolean {
  for (let at = 0; at < word.length; at += 1) if (bytes[start + at] !== word[at]) return false;
  return true;
}

/** How many characters a text has; of doubled quotes only one is counted when the text stands in quotes. */
export function countCharacters(
  bytes: Uint8Array,
  start: number,
  end: number,
  isQuoted: boolean,
): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if ((byte & 0xc0) !== 0x80) count += 1;
    if (isQuoted && byte === 0x22) at += 1;
  }
  return count;
}

/** Whether bytes are a web address in plain characters, without percent signs, brackets and fragments. */
export function isPlainAddress(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > mostAddressBytes) return false;
  const isHttp = spells(bytes, start, HTTP);
  const slashes = start + (isHttp && bytes[start + 4] === LOWER_S ? 5 : 4);
  if (!isHttp || !spells(bytes, slashes, COLON_SLASHES)) return false;
  const host = slashes + COLON_SLASHES.length;
  if (host >= end || !isAlphanumeric(bytes[host] as number)) return false;
  for (let at = host; at < end; at += 1) {
    if (addressBytes[bytes[at] as number] === 0) return false;
  }
  return true;
}

const mostAddressBytes = 4000;
const LOWER_S = 0x73;
const HTTP = Uint8Array.from(Buffer.from("http"));
const COLON_SLASHES = Uint8Array.from(Buffer.from("://"));
const addressBytes = new Uint8Array(256);
for (const byte of Buffer.from("-._~:/?@!$&'()*+,;=")) addressBytes[byte] = 1;
for (let byte = 0; byte < 128; byte += 1) if (isAlphanumeric(byte)) addressBytes[byte] = 1;

function isAlphanumeric(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);
}
