/** Where the rows of some JSON begin and end; offsets are those of bytes, ends exclusive. */
export interface JsonSplit {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Faults between the rows. */
  readonly faults: readonly { readonly offset: number; readonly message: string }[];
  /** How many bytes are dealt with; those that follow are the start of a row. */
  readonly consumed: number;
  readonly state: JsonState;
}

/** What has come before: nothing, the `[`, a row, a comma, the `]`. */
export type JsonState = "start" | "open" | "row" | "comma" | "end";

// Of one block; more of them tell nothing more.
const MAX_FAULTS = 100;

const [OPEN, CLOSE, BRACE, END_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];
const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];

/**
 * Finds the rows of a JSON array: strings and brackets are followed, but nothing is parsed, so that each
 * row can be parsed by itself and a faulty one costs no other.
 */
export function splitJsonArray(
  bytes: Uint8Array,
  before: JsonState,
  isLast: boolean,
  maxRows: number = Infinity,
): JsonSplit {
  const starts: number[] = [];
  const ends: number[] = [];
  const faults: { offset: number; message: string }[] = [];
  const addFault = (offset: number, message: string) => {
    if (faults.length < MAX_FAULTS) faults.push({ offset, message });
  };
  let state = before;
  let at = 0;
  let consumed = 0;
  while (at < bytes.length && starts.length < maxRows) {
    const byte = bytes[at] as number;
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      at += 1;
    } else if (state === "start") {
      if (byte !== OPEN) {
        addFault(at, "The file is no JSON array of rows.");
        return { starts, ends, faults, consumed: bytes.length, state: "end" };
      }
      state = "open";
      at += 1;
    } else if (state === "end") {
      addFault(at, "More text follows the end of the array.");
      return { starts, ends, faults, consumed: bytes.length, state: "end" };
    } else if (byte === CLOSE) {
      if (state === "comma") addFault(at, "A row belongs between `,` and `]`.");
      state = "end";
      at += 1;
    } else if (byte === COMMA) {
      if (state !== "row") addFault(at, "A row belongs before this comma.");
      state = "comma";
      at += 1;
    } else {
      const end = endOfValue(bytes, at);
      if (end === -1 && !isLast) break;
      if (state === "row") addFault(at, "A comma belongs between two rows.");
      starts.push(at);
      ends.push(end === -1 ? bytes.length : end);
      state = "row";
      at = end === -1 ? bytes.length : end;
    }
    consumed = at;
  }
  return { starts, ends, faults, consumed, state };
}

/** Behind the value that begins here; -1 when the bytes end before it does. */
function endOfValue(bytes: Uint8Array, start: number): number {
  const first = bytes[start];
  if (first !== BRACE && first !== OPEN && first !== QUOTE) return endOfScalar(bytes, start);
  let depth = 0;
  let isInString = false;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (isInString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isInString = false;
    } else if (byte === QUOTE) {
      isInString = true;
    } else if (byte === BRACE || byte === OPEN) {
      depth += 1;
    } else if (byte === END_BRACE || byte === CLOSE) {
      depth -= 1;
    }
    if (depth === 0 && !isInString && at < bytes.length) return at + 1;
  }
  return -1;
}

/** A number, a literal or anything else that is no row goes on to what can end a row. */
function endOfScalar(bytes: Uint8Array, start: number): number {
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === COMMA || byte === CLOSE || byte === 0x0a || byte === 0x0d) return at;
  }
  return -1;
}

/** Finds the rows of JSON Lines: one in each line; blank lines are rows without anything in them. */
export function splitJsonLines(
  bytes: Uint8Array,
  isLast: boolean,
  maxRows: number = Infinity,
): JsonSplit {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  while (starts.length < maxRows) {
    const end = bytes.indexOf(0x0a, at);
    if (end === -1) break;
    starts.push(at);
    ends.push(end > at && bytes[end - 1] === 0x0d ? end - 1 : end);
    at = end + 1;
  }
  if (isLast && at < bytes.length && starts.length < maxRows) {
    starts.push(at);
    ends.push(bytes.length);
    at = bytes.length;
  }
  return { starts, ends, faults: [], consumed: at, state: "row" };
}
