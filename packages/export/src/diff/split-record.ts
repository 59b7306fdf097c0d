import { isUtf8 } from "node:buffer";
import { NotCanonical } from "./record-cursor.ts";

/**
 * The cells of one record of canonical CSV, with its line end.
 *
 * @throws NotCanonical when it is not written as RFC 4180 has it, or is no UTF-8
 */
export function splitRecord(bytes: Buffer): readonly string[] {
  if (!isUtf8(bytes)) throw new NotCanonical("A record is no UTF-8");
  const text = bytes.toString("utf8");
  const cells: string[] = [];
  let at = 0;
  do {
    const end = text.charCodeAt(at) === doubleQuote ? closingEnd(text, at) : plainEnd(text, at);
    cells.push(
      text.charCodeAt(at) === doubleQuote
        ? text.slice(at + 1, end - 1).replaceAll('""', '"')
        : text.slice(at, end),
    );
    at = end + 1;
  } while (text.charCodeAt(at - 1) === comma);
  if (text.charCodeAt(at - 1) !== lineFeed) throw new NotCanonical("A record is no CSV");
  if (at !== text.length) throw new NotCanonical("A record is followed by another");
  return cells;
}

/** Behind the quote that closes a cell, which is the first that is not doubled. */
function closingEnd(text: string, from: number): number {
  let quote = text.indexOf('"', from + 1);
  while (quote !== -1 && text.charCodeAt(quote + 1) === doubleQuote) {
    quote = text.indexOf('"', quote + 2);
  }
  if (quote === -1) throw new NotCanonical("A quote is not closed");
  return quote + 1;
}

/** Where a cell without quotes ends: it holds no comma, quote or line end. */
function plainEnd(text: string, from: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  while (code !== comma && code !== lineFeed && code !== doubleQuote && at < text.length) {
    at += 1;
    code = text.charCodeAt(at);
  }
  return at;
}

const doubleQuote = 0x22;
const comma = 0x2c;
const lineFeed = 0x0a;
