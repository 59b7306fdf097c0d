/** A count with its noun: `1 row`, `1,300 rows`. */
export function countText(count: number, noun: string): string {
  return `${groupDigits(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Digits grouped by threes, whatever the locale. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** A size for people: `812 B`, `27.7 kB`, `1.2 MB`. */
export function sizeText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}

/** A share in whole percent, never rounded to none or to all. */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return "";
  const percent = Math.round((part / whole) * 100);
  if (percent === 0 && part > 0) return "< 1 %";
  if (percent === 100 && part < whole) return "> 99 %";
  return `${percent} %`;
}
