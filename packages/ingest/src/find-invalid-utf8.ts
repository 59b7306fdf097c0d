import { isUtf8 } from "node:buffer";

/** Bytes that are no UTF-8: where they begin, and how many belong together. */
export interface InvalidBytes {
  readonly offset: number;
  readonly length: number;
}

/** Finds the bytes that are no UTF-8, in order; none when all are. */
export function* findInvalidUtf8(bytes: Uint8Array): Generator<InvalidBytes> {
  if (isUtf8(bytes)) return;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
    } else {
      yield { offset: at, length: -length };
      at -= length;
    }
  }
}

/** The length of the character that begins here; negative, how many bytes begin one in vain. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : 4;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  for (let index = 1; index < length; index += 1) {
    const byte = bytes[at + index];
    const [low, high] = index === 1 ? secondByteRange(lead) : [0x80, 0xbf];
    if (byte === undefined || byte < low || byte > high) return -index;
  }
  return length;
}

// Excludes longer forms than needed (E0, F0), surrogates (ED), and what lies beyond U+10FFFF (F4).
function secondByteRange(lead: number): readonly [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}
