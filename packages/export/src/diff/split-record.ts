import { NotCanonical } from "./record-cursor.ts";

/**
 * The cells of one record of canonical CSV, with its line end.
 *
 * @throws NotCanonical when it is not written as RFC 4180 has it, or is no UTF-8
 */
export function splitRecord(bytes: Uint8Array): readonly string[] {
  const text = decode(bytes);
  const cells: string[] = [];
  // A cell is quoted, with its quotes doubled, or holds no comma, quote or line end.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\n]*))([,\n])/y;
  for (;;) {
    const match = cell.exec(text);
    if (match === null) throw new NotCanonical("A record is no CSV");
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\n") break;
  }
  if (cell.lastIndex !== text.length) throw new NotCanonical("A record is followed by another");
  return cells;
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new NotCanonical("A record is no UTF-8");
  }
}

// A mark at the beginning of a record is part of its first cell.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
