/** The order of two stretches of bytes: the first that differs decides, else the length. */
export function compareBytes(
  a: Uint8Array,
  aStart: number,
  aEnd: number,
  b: Uint8Array,
  bStart: number,
  bEnd: number,
): number {
  const shift = bStart - aStart;
  const end = Math.min(aEnd, bEnd - shift);
  for (let at = aStart; at < end; at += 1) {
    const order = (a[at] as number) - (b[at + shift] as number);
    if (order !== 0) return order;
  }
  return aEnd - aStart - (bEnd - bStart);
}
