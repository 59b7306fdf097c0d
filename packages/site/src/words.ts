/** Groups the digits by threes, whatever the locale: `30,000`. */
export const digits = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");

/** A number with its noun: `1 row`, `30,000 rows`. */
export const count = (value: number, one: string, many: string = `${one}s`): string =>
  `${digits(value)} ${value === 1 ? one : many}`;

/** A size as people say it: `2.0 kB`, `500.3 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** A day out of an RFC 3339 time, as it stands there. */
export const day = (time: string): string => time.slice(0, 10);
