const QUOTE = 0x22;
const LF = 0x0a;

/** Memory that is shared with other threads: nothing is copied on the way to them or back. */
export type SharedBytes = Uint8Array<SharedArrayBuffer>;

/** Memory that comes back after use: it is taken once, not again for every piece of a file. */
export class SharedMemory {
  private readonly spare: SharedBytes[] = [];

  /** At least so many bytes. */
  take(length: number): SharedBytes {
    const last = this.spare.pop();
    if (last !== undefined && last.length >= length) return last;
    return new Uint8Array(new SharedArrayBuffer(length));
  }

  give({ buffer }: SharedBytes): void {
    this.spare.push(new Uint8Array(buffer));
  }

  /** Keeps nothing of what came back. */
  clear(): void {
    this.spare.length = 0;
  }
}

/**
 * Cuts CSV with LF or CRLF line ends into pieces of whole records, by counting quotes: a line end is the end of a
 * record where the quotes before it are even in number.
 *
 * Of well-formed CSV that is always so. Of other CSV the pieces may be cut anywhere, but then one of them is not
 * well formed either: what is proved of every piece is proved of the file.
 *
 * @param pieceBytes about how many bytes a piece has
 * @param mostBytes the most that a piece may have
 * @param memory where pieces are taken from; who is done with one gives it back
 * @returns true when all is given out; false when a record was too large
 */
export async function* splitRecords(
  chunks: AsyncIterable<Uint8Array>,
  {
    pieceBytes,
    mostBytes,
    memory = new SharedMemory(),
  }: { readonly pieceBytes: number; readonly mostBytes: number; readonly memory?: SharedMemory },
): AsyncGenerator<SharedBytes, boolean> {
  // Cut after the chunk that makes it full, so that nothing has to grow.
  const size = pieceBytes + Math.min(pieceBytes, 1 << 20);
  let piece = memory.take(size);
  let used = 0;
  let isQuoted = false;
  for await (const chunk of chunks) {
    if (used + chunk.length > piece.length) piece = grow(piece, used, (used + chunk.length) * 2);
    piece.set(chunk, used);
    if (hasOddQuotes(piece, used, used + chunk.length)) isQuoted = !isQuoted;
    used += chunk.length;
    if (used < pieceBytes) continue;
    const border = lastBorder(piece, used, isQuoted);
    if (border > 0) {
      // Copied before the piece is given away.
      const next = memory.take(Math.max(size, used - border));
      next.set(piece.subarray(border, used));
      yield piece.subarray(0, border);
      piece = next;
      used -= border;
    } else if (used > mostBytes) {
      return false;
    }
  }
  if (used > 0) yield piece.subarray(0, used);
  return true;
}

/** Whether an odd number of quotes stands between two places. */
function hasOddQuotes(bytes: SharedBytes, from: number, to: number): boolean {
  let isOdd = false;
  let at = from;
  for (; at < to && (at & 3) !== 0; at += 1) if (bytes[at] === QUOTE) isOdd = !isOdd;
  if (at === to) return isOdd;
  // Four bytes at a time. Of each, the high bit tells whether it is a quote; what is asked is only whether they are odd.
  const words = new Int32Array(bytes.buffer, at, (to - at) >> 2);
  let bits = 0;
  for (let index = 0; index < words.length; index += 1) {
    const word = (words[index] as number) ^ QUOTES;
    bits ^= ~(((word & LOW_BITS) + LOW_BITS) | word);
  }
  bits &= HIGH_BITS;
  bits ^= bits >>> 16;
  if (((bits ^ (bits >>> 8)) & 0x80) !== 0) isOdd = !isOdd;
  for (at += words.length * 4; at < to; at += 1) if (bytes[at] === QUOTE) isOdd = !isOdd;
  return isOdd;
}

const QUOTES = 0x22222222;
const LOW_BITS = 0x7f7f7f7f;
const HIGH_BITS = 0x80808080;

/** Behind the last line end with an even number of quotes before it; 0 when there is none. */
function lastBorder(bytes: SharedBytes, end: number, isQuotedAtEnd: boolean): number {
  let isQuoted = isQuotedAtEnd;
  for (let at = end - 1; at >= 0; at -= 1) {
    if (bytes[at] === QUOTE) isQuoted = !isQuoted;
    else if (bytes[at] === LF && !isQuoted) return at + 1;
  }
  return 0;
}

function grow(bytes: SharedBytes, used: number, length: number): SharedBytes {
  const grown = new Uint8Array(new SharedArrayBuffer(length));
  grown.set(bytes.subarray(0, used));
  return grown;
}
