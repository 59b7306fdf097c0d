/** Where something stands in a text file; line and column count from 1, columns in code points. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Turns UTF-16 offsets of one text into code points and into lines and columns. */
export interface LineTable {
  /** Code points before this UTF-16 offset. */
  codePointAt(offset: number): number;
  /** UTF-16 offset of the place where this many code points have passed. */
  offsetAt(codePoint: number): number;
  lineAndColumnAt(offset: number): { line: number; column: number };
}

/** Lines end with LF, so a CRLF ends one line too; a bare CR ends none, as in `wc -l` and `sed`. */
export function createLineTable(text: string): LineTable {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    lineStarts.push(at + 1);
  }
  // The offsets just behind each code point that takes two UTF-16 units: most texts have few.
  const pairEnds: number[] = [];
  for (const { index } of text.matchAll(/[\u{10000}-\u{10ffff}]/gu)) pairEnds.push(index + 2);

  const codePointAt = (offset: number) => offset - countUpTo(pairEnds, offset);
  return {
    codePointAt,
    offsetAt(codePoint) {
      let pairs = 0;
      let low = 0;
      let high = pairEnds.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        const passed = (pairEnds[middle] ?? 0) - (middle + 1);
        if (passed <= codePoint) {
          low = middle + 1;
          pairs = low;
        } else {
          high = middle;
        }
      }
      return codePoint + pairs;
    },
    lineAndColumnAt(offset) {
      const line = countUpTo(lineStarts, offset);
      const start = lineStarts[line - 1] ?? 0;
      return { line, column: codePointAt(offset) - codePointAt(start) + 1 };
    },
  };
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Number.POSITIVE_INFINITY) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
