import { isUtf8 } from "node:buffer";

/** How the bytes of a text tell their encoding; a byte order mark of `bomLength` bytes stands before the text. */
export interface DetectedEncoding {
  /** UTF-32 is recognised so that it can be refused by name. */
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "utf-32";
  readonly bomLength: number;
}

/**
 * Recognises UTF-8, UTF-16 and UTF-32 by their byte order marks and, without one, UTF-16 by the NUL bytes
 * that its spaces, commas and line ends bring; whatever else it is, is taken for UTF-8, to be proved.
 *
 * @param bytes the whole text, or enough of its start to hold a line
 */
export function detectEncoding(bytes: Uint8Array): DetectedEncoding {
  const mark = marks.find(({ bytes: mark }) => mark.every((byte, index) => bytes[index] === byte));
  if (mark) return { encoding: mark.encoding, bomLength: mark.bytes.length };
  return { encoding: guessByNulBytes(bytes), bomLength: 0 };
}

// UTF-32 before UTF-16, whose mark it begins with.
const marks: readonly { encoding: DetectedEncoding["encoding"]; bytes: readonly number[] }[] = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-32", bytes: [0xff, 0xfe, 0, 0] },
  { encoding: "utf-32", bytes: [0, 0, 0xfe, 0xff] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
];

/**
 * English in UTF-16 is valid UTF-8 as well, with a NUL in every second place; most other languages in UTF-16
 * are not, and have a NUL only where a space or a line end stands. Stray NUL characters are rarer than both.
 */
function guessByNulBytes(bytes: Uint8Array): DetectedEncoding["encoding"] {
  const nuls = [0, 0, 0, 0];
  let at = bytes.indexOf(0);
  if (at === -1) return "utf-8";
  for (; at !== -1; at = bytes.indexOf(0, at + 1)) nuls[at % 4] = (nuls[at % 4] ?? 0) + 1;
  const [first = 0, second = 0, third = 0, fourth = 0] = nuls;
  const units = bytes.length / 2;
  if (second + third > units * 0.9 && first + fourth > units * 0.4) return "utf-32";
  const least = units * (isUtf8(bytes) ? 0.5 : 0.05);
  const [even, odd] = [first + third, second + fourth];
  if (odd > least && even < odd / 3) return "utf-16le";
  if (even > least && odd < even / 3) return "utf-16be";
  return "utf-8";
}
