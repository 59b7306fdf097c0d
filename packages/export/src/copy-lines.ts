import type { RowForm } from "@sourcebook/schema";

/** Puts stored lines one behind the other, as they are. */
export const copyLines: RowForm = ({ bytes, starts, ends }, given) => {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let length = 0;
  for (let row = 0; row < ends.length; row += 1) {
    length += (ends[row] as number) - (starts[row] as number);
  }
  const target =
    given !== undefined && given.length >= length
      ? Buffer.from(given.buffer, given.byteOffset, length)
      : Buffer.allocUnsafeSlow(length);
  let used = 0;
  // Lines that lie side by side are copied together.
  let from = 0;
  let to = 0;
  for (let row = 0; row < ends.length; row += 1) {
    const start = starts[row] as number;
    if (start !== to) {
      used += source.copy(target, used, from, to);
      from = start;
    }
    to = ends[row] as number;
  }
  source.copy(target, used, from, to);
  return target;
};
