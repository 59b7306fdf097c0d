import type { Field, RowForm } from "@sourcebook/schema";
import { parseCell } from "./parse-cell.ts";

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const TAB = 0x09;
const BACKSLASH = 0x5c;
const ZERO = 0x30;
const MINUS = 0x2d;
const LOWER_N = 0x6e;
const LOWER_R = 0x72;
const LOWER_T = 0x74;
const OPEN = 0x7b;
const CLOSE = 0x7d;

// What a byte means in the text of a cell.
const PLAIN = 0;
const END = 1;
const ESCAPED = 2;

const kindsInQuotes = new Uint8Array(256).fill(ESCAPED, 0, 0x20);
kindsInQuotes[QUOTE] = ESCAPED;
kindsInQuotes[BACKSLASH] = ESCAPED;
const kindsOutside = Uint8Array.from(kindsInQuotes);
kindsOutside[COMMA] = END;
kindsOutside[LF] = END;

/** How a cell becomes JSON: the bytes as they are, text, or by way of its value. */
type Way = "copy" | "text" | "value";

const wayOf = ({ type }: Field): Way => {
  if (type === "list") return "value";
  return type === "integer" || type === "number" || type === "boolean" ? "copy" : "text";
};

/**
 * Makes a function that turns records of canonical CSV into lines of JSON: the same bytes as `jsonRowFormatter`
 * writes out of their values.
 *
 * A test holds the two against each other. What it returns is good until the next call.
 *
 * @param areItems the lines are items of an array: behind each object stands a comma
 */
export function csvToJsonLines(fields: readonly Field[], areItems = false): RowForm {
  const columns = fields.map((field) => ({
    field,
    way: wayOf(field),
    key: Uint8Array.from(Buffer.from(`${JSON.stringify(field.name)}:`)),
  }));
  const keysBytes = columns.reduce((sum, { key }) => sum + key.length + 3, 4);
  let own = Buffer.allocUnsafeSlow(1 << 16);
  let target: Buffer = own;
  let used = 0;

  /** Writes the text of a cell that begins here; returns where its content ends: before a comma, a line end. */
  const writeText = (bytes: Uint8Array, start: number): number => {
    const out = target;
    const isQuoted = bytes[start] === QUOTE;
    const kinds = isQuoted ? kindsInQuotes : kindsOutside;
    let at = isQuoted ? start + 1 : start;
    let to = used;
    out[to] = QUOTE;
    to += 1;
    for (;;) {
      let byte = bytes[at] as number;
      while (kinds[byte] === PLAIN) {
        out[to] = byte;
        to += 1;
        at += 1;
        byte = bytes[at] as number;
      }
      if (kinds[byte] === END) break;
      if (byte === QUOTE) {
        at += 1;
        if (bytes[at] !== QUOTE) break;
        out[to] = BACKSLASH;
        out[to + 1] = QUOTE;
        to += 2;
      } else to = writeEscape(out, to, byte);
      at += 1;
    }
    out[to] = QUOTE;
    used = to + 1;
    return at;
  };

  const copyCell = (bytes: Uint8Array, start: number): number => {
    const out = target;
    let at = start;
    let to = used;
    for (
      let byte = bytes[at] as number;
      byte !== COMMA && byte !== LF;
      byte = bytes[at] as number
    ) {
      out[to] = byte;
      to += 1;
      at += 1;
    }
    used = to;
    return at;
  };

  const writeValue = (field: Field, bytes: Uint8Array, start: number): number => {
    const end = endOfCell(bytes, start);
    const isQuoted = bytes[start] === QUOTE;
    const cell = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
    const text = isQuoted ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    const json = JSON.stringify(parseCell(field, text));
    used += target.write(json, used);
    return end;
  };

  const reserve = (length: number): void => {
    if (used + length <= target.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(target.length * 2, used + length));
    target.copy(grown, 0, 0, used);
    own = grown;
    target = own;
  };

  const writeRow = (bytes: Uint8Array, start: number): number => {
    const out = target;
    let at = start;
    let isFirst = true;
    out[used] = OPEN;
    used += 1;
    for (let index = 0; index < columns.length; index += 1) {
      const { field, way, key } = columns[index] as (typeof columns)[number];
      if (index > 0) at += 1;
      const byte = bytes[at];
      if (byte === COMMA || byte === LF) continue;
      if (!isFirst) {
        out[used] = COMMA;
        used += 1;
      }
      isFirst = false;
      for (let byte = 0; byte < key.length; byte += 1) out[used + byte] = key[byte] as number;
      used += key.length;
      if (way === "text") at = writeText(bytes, at);
      else if (way === "copy" && isWrittenAlike(bytes, at)) at = copyCell(bytes, at);
      else at = writeValue(field, bytes, at);
    }
    out[used] = CLOSE;
    used += 1;
    if (areItems) {
      out[used] = COMMA;
      used += 1;
    }
    out[used] = LF;
    used += 1;
    return at + 1;
  };

  return ({ bytes, starts, ends }, given) => {
    target = given ? Buffer.from(given.buffer, given.byteOffset, given.length) : own;
    used = 0;
    for (let row = 0; row < ends.length; row += 1) {
      const start = starts[row] as number;
      const end = ends[row] as number;
      // No byte takes more than the six of `\u001f`.
      reserve((end - start) * 6 + keysBytes);
      if (writeRow(bytes, start) !== end) {
        throw new Error("A stored line is no record of canonical CSV");
      }
    }
    return target.subarray(0, used);
  };
}

/** Whether CSV and JSON write a number alike: JSON gives an exponent to the very great and the very small. */
function isWrittenAlike(bytes: Uint8Array, start: number): boolean {
  const first = bytes[start] === MINUS ? start + 1 : start;
  if (bytes[first] === QUOTE) return false;
  let at = first;
  for (let byte = bytes[at]; byte !== COMMA && byte !== LF; byte = bytes[at]) at += 1;
  if (at - first > 15) return false;
  if (bytes[first] !== ZERO || at - first < 8) return true;
  // 0.000000…
  for (let zero = first + 2; zero < first + 8; zero += 1) if (bytes[zero] !== ZERO) return true;
  return false;
}

function endOfCell(bytes: Uint8Array, start: number): number {
  let isQuoted = false;
  for (let at = start; ; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (!isQuoted && (byte === COMMA || byte === LF)) return at;
  }
}

function writeEscape(target: Buffer, at: number, byte: number): number {
  const letter = letters.get(byte);
  if (letter === undefined) {
    return at + target.write(JSON.stringify(String.fromCharCode(byte)).slice(1, -1), at, "latin1");
  }
  target[at] = BACKSLASH;
  target[at + 1] = letter;
  return at + 2;
}

const letters = new Map([
  [LF, LOWER_N],
  [CR, LOWER_R],
  [TAB, LOWER_T],
  [BACKSLASH, BACKSLASH],
]);
