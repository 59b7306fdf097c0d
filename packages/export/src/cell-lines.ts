import { type CellBatch, type CellForms, type Field, needsQuotes } from "@sourcebook/schema";

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;

const TRUE = Buffer.from("true");
const FALSE = Buffer.from("false");

/**
 * Makes a function that writes rows as records of canonical CSV out of their bytes: the same bytes as
 * `csvLines` writes out of their values, without a string for each cell.
 *
 * A test holds the two against each other.
 */
export function cellLines(fields: readonly Field[]): CellForms["store"] {
  const areFlags = fields.map(({ type }) => type === "boolean");
  let target = Buffer.allocUnsafeSlow(1 << 16);
  let ends = new Uint32Array(512);

  /** Writes a record; returns where it ends. */
  const writeRecord = (cells: CellBatch, row: number, start: number): number => {
    const { bytes, starts, ends: stops, flags, values } = cells;
    if (isCanonical(cells, row)) {
      const from = cells.recordStarts[row] as number;
      const to = cells.recordEnds[row] as number;
      const end = copy(bytes, from, to, target, start);
      target[end] = LF;
      return end + 1;
    }
    let used = start;
    // Cells that lie side by side with a comma between them are copied together.
    let from = 0;
    let to = 0;
    for (let index = 0; index < fields.length; index += 1) {
      const cell = row * fields.length + index;
      const cellStart = starts[cell] as number;
      const cellEnd = stops[cell] as number;
      const hasQuotes = ((flags[cell] as number) & needsQuotes) !== 0;
      if (index > 0) {
        if (cellStart === to + 1 && bytes[to] === COMMA && !hasQuotes && areFlags[index] !== true) {
          to = cellEnd;
          continue;
        }
        used = copy(bytes, from, to, target, used);
        target[used] = COMMA;
        used += 1;
      }
      from = cellStart;
      to = cellEnd;
      if (cellStart === cellEnd) continue;
      if (areFlags[index] === true) {
        const word = values[cell] === 1 ? TRUE : FALSE;
        used = copy(word, 0, word.length, target, used);
        from = to;
      } else if (hasQuotes) {
        target[used] = QUOTE;
        used = copy(bytes, from, to, target, used + 1);
        target[used] = QUOTE;
        used += 1;
        from = to;
      }
    }
    used = copy(bytes, from, to, target, used);
    target[used] = LF;
    return used + 1;
  };

  const reserve = (used: number, length: number): void => {
    if (used + length <= target.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(target.length * 2, used + length));
    target.copy(grown, 0, 0, used);
    target = grown;
  };

  return (cells) => {
    const { bytes, rows, recordStarts, recordEnds } = cells;
    if (ends.length < rows) ends = new Uint32Array(rows);
    let used = 0;
    for (let row = 0; row < rows; ) {
      const stop = endOfStanding(cells, row);
      if (stop === row) {
        reserve(used, mostBytes(cells, row, fields.length));
        used = writeRecord(cells, row, used);
        ends[row] = used;
        row += 1;
        continue;
      }
      const start = recordStarts[row] as number;
      const shift = used - start + 1;
      for (let each = row; each < stop; each += 1)
        ends[each] = (recordEnds[each] as number) + shift;
      const lines = bytes.subarray(start, (recordEnds[stop - 1] as number) + 1);
      if (stop - row === rows) return { bytes: lines, ends: ends.subarray(0, rows) };
      reserve(used, lines.length);
      target.set(lines, used);
      used += lines.length;
      row = stop;
    }
    return { bytes: target.subarray(0, used), ends: ends.subarray(0, rows) };
  };
}

/** Copies bytes; returns where they end. */
function copy(source: Uint8Array, from: number, to: number, target: Buffer, start: number): number {
  if (to - from > longCopy) target.set(source.subarray(from, to), start);
  else {
    for (let at = from, end = start; at < to; at += 1, end += 1) target[end] = source[at] as number;
  }
  return start + to - from;
}

// Below it a loop is faster than the call.
const longCopy = 64;

const isCanonical = ({ recordStarts, recordEnds }: CellBatch, row: number): boolean =>
  recordStarts[row] !== recordEnds[row];

/** Where rows end that are canonical CSV already and lie side by side, with their line ends: where they begin, if none. */
function endOfStanding(cells: CellBatch, from: number): number {
  const { bytes, rows, recordStarts, recordEnds } = cells;
  let next = recordStarts[from] as number;
  let row = from;
  for (; row < rows; row += 1) {
    const end = recordEnds[row] as number;
    if (!isCanonical(cells, row) || recordStarts[row] !== next || bytes[end] !== LF) break;
    next = end + 1;
  }
  return row;
}

/** The most that a record can take: quotes and a comma or the line end for each cell. */
function mostBytes({ starts, ends }: CellBatch, row: number, fields: number): number {
  let most = 0;
  for (let cell = row * fields; cell < (row + 1) * fields; cell += 1) {
    most += (ends[cell] as number) - (starts[cell] as number) + 3;
  }
  return most;
}
