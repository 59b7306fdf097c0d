/**
 * Turns a spreadsheet's serial number into the date or time that the sheet shows, in ISO 8601, without a zone.
 *
 * Days are counted from 1 January 1900, as 1, or from 1904, as 0. The first system has a 29 February 1900,
 * which never was: serial 60 stands for nothing.
 *
 * @returns nothing when the number stands for no day from 1900 to 9999
 */
export function formatSerial(serial: number, is1904: boolean): string | undefined {
  // To the millisecond: spreadsheets keep times as fractions that are seldom exact.
  const milliseconds = Math.round(serial * DAY);
  const days = Math.floor(milliseconds / DAY);
  const time = formatTime(milliseconds - days * DAY);
  if (serial < 0) return undefined;
  if (days === 0 && !is1904) return time === "00:00:00" ? undefined : time;
  if (!is1904 && days === 60) return undefined;
  // From 1 March 1900 the leap day that never was has been counted, too.
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const date = new Date(epoch + days * DAY);
  if (date.getUTCFullYear() > 9999) return undefined;
  const day = date.toISOString().slice(0, 10);
  return time === "00:00:00" ? day : `${day}T${time}`;
}

const DAY = 86_400_000;

function formatTime(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString().slice(11, 23);
  return text.endsWith(".000") ? text.slice(0, 8) : text;
}

/** The built-in number formats that show dates or times; a file only names their numbers. */
const BUILT_IN = new Set([
  ...[14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47],
  ...[27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58],
]);

/** Whether a number format shows dates or times. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.has(id);
  const [positive = ""] = code
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[(?![hms]+\])[^\]]*\]/gi, "")
    .split(";");
  return /[ymdhs]/i.test(positive.replace(/general/gi, ""));
}
