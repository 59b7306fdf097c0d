const QUOTE = 0x22;
const LF = 0x0a;

/** Some bytes of a file that hold whole records, in an array buffer of their own that can be given away. */
export type RecordBytes = Uint8Array<ArrayBuffer>;

/** Buffers that come back after use: memory is taken once, not again for every piece of a file. */
export class BufferStock {
  private readonly buffers: ArrayBuffer[] = [];

  take(length: number): RecordBytes {
    const last = this.buffers.pop();
    if (last !== undefined && last.byteLength >= length) return new Uint8Array(last);
    // Not zeroed, and not out of the pool that small buffers share: it is given to another thread.
    return Buffer.allocUnsafeSlow(length);
  }

  give(buffer: ArrayBuffer): void {
    this.buffers.push(buffer);
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
 * @param stock where the buffers of pieces are taken from
 * @returns true when all is given out; false when a record was too large
 */
export async function* splitRecords(
  chunks: AsyncIterable<Uint8Array>,
  {
    pieceBytes,
    mostBytes,
    stock = new BufferStock(),
  }: { readonly pieceBytes: number; readonly mostBytes: number; readonly stock?: BufferStock },
): AsyncGenerator<RecordBytes, boolean> {
  // Cut after the chunk that makes it full, so that nothing has to grow.
  const size = pieceBytes + (1 << 18);
  let piece = stock.take(size);
  let used = 0;
  let border = 0;
  let isQuoted = false;
  for await (const chunk of chunks) {
    if (used + chunk.length > piece.length) piece = grow(piece, used, (used + chunk.length) * 2);
    piece.set(chunk, used);
    for (let at = used, end = used + chunk.length; at < end; at += 1) {
      const byte = piece[at];
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === LF && !isQuoted) border = at + 1;
    }
    used += chunk.length;
    if (used < pieceBytes) continue;
    if (border > 0) {
      // Copied before the piece is given away.
      const next = stock.take(Math.max(size, used - border));
      next.set(piece.subarray(border, used));
      yield piece.subarray(0, border);
      piece = next;
      used -= border;
      border = 0;
    } else if (used > mostBytes) {
      return false;
    }
  }
  if (used > 0) yield piece.subarray(0, used);
  return true;
}

function grow(bytes: RecordBytes, used: number, length: number): RecordBytes {
  const grown = Buffer.allocUnsafeSlow(length);
  grown.set(bytes.subarray(0, used));
  return grown;
}
