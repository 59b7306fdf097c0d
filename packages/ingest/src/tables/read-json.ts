import { isUtf8 } from "node:buffer";
import { countCodePoints } from "../count-code-points.ts";
import { findInvalidUtf8 } from "../find-invalid-utf8.ts";
import { invalidBytes } from "../text-faults.ts";
import { FaultCounter } from "./fault-counter.ts";
import { type JsonRow, parseJsonRow } from "./parse-json-row.ts";
import {
  type FileFault,
  faultyFile,
  type RawBatch,
  type RawCell,
  type TableInput,
} from "./raw-table.ts";
import { type JsonSplit, type JsonState, splitJsonArray, splitJsonLines } from "./split-json.ts";
import { toUtf8 } from "./to-utf8.ts";

export interface JsonOptions {
  readonly encoding?: string;
  /** One object in each line, instead of an array of them. */
  readonly isLines?: boolean;
  /** How many bytes are taken apart at a time. */
  readonly blockSize?: number;
}

const MAX_ROW_BYTES = 16 * 1024 * 1024;
// Enough to spread the cost of a batch, few enough for all of them to be faulty.
const MAX_ROWS = 512;

/** Reads an array of JSON objects, or JSON Lines, row by row. */
export async function* readJson(
  input: TableInput,
  options: JsonOptions = {},
): AsyncGenerator<RawBatch> {
  const utf8 = await toUtf8(input.open(), options.encoding);
  if ("code" in utf8) {
    yield faultyFile({ ...utf8, line: 1, column: 1 });
    return;
  }
  const { isLines = false, blockSize = 1 << 18 } = options;
  let state = "start" as JsonState;
  let line = 0;
  let column = 0;
  let nextRow = 1;
  let rest: Buffer = Buffer.alloc(0);
  const counter = new FaultCounter();
  let parts: Uint8Array[] = [];
  let size = 0;

  const takeApart = (isLast: boolean): RawBatch => {
    const bytes = parts.length === 0 ? rest : Buffer.concat([rest, ...parts]);
    const split: JsonSplit = isLines
      ? splitJsonLines(bytes, isLast, MAX_ROWS)
      : splitJsonArray(bytes, state, isLast, MAX_ROWS);
    const batch = new JsonBlock(bytes, split, { line, column }, counter).toBatch(nextRow);
    nextRow += split.starts.length;
    const end = placeAfter(bytes.subarray(0, split.consumed), { line, column });
    line = end.line;
    column = end.column;
    state = split.state;
    rest = bytes.subarray(split.consumed);
    parts = [];
    size = rest.length;
    return batch;
  };

  for await (const chunk of utf8.chunks) {
    parts.push(chunk);
    size += chunk.length;
    // A row longer than a block is looked at again from its start: twice the bytes each time bounds the work.
    if (size < Math.max(blockSize, 2 * rest.length)) continue;
    let batch = takeApart(false);
    yield batch;
    while (batch.rows.length === MAX_ROWS) {
      batch = takeApart(false);
      yield batch;
    }
    if (rest.length > MAX_ROW_BYTES) {
      yield faultyFile({
        code: "row-too-large",
        severity: "error",
        message: `A row has more than ${MAX_ROW_BYTES / 1024 / 1024} MiB; the rest of the file was not read.`,
        fix: "Look for a bracket or a quotation mark that is not closed.",
        line: line + 1,
        column: column + 1,
      });
      return;
    }
  }
  do yield takeApart(true);
  while (rest.length > 0);
  if (!isLines && state !== "end") {
    yield faultyFile({
      code: state === "start" ? "json-shape" : "json-syntax",
      severity: "error",
      message: state === "start" ? "The file is empty." : "The array is never closed.",
      fix:
        state === "start"
          ? "Write an array of objects: `[]` if there are none."
          : "End it with `]`.",
      line: line + 1,
      column: column + 1,
    });
  }
}

/** Lines that have ended, and characters since. */
interface Position {
  readonly line: number;
  readonly column: number;
}

function placeAfter(bytes: Uint8Array, { line, column }: Position): Position {
  let lines = line;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1) break;
    lines += 1;
    start = end + 1;
  }
  const rest = countCodePoints(Buffer.from(bytes.subarray(start)).toString("utf8"));
  return { line: lines, column: start === 0 ? column + rest : rest };
}

class JsonBlock {
  private readonly bytes: Buffer;
  private readonly split: JsonSplit;
  private readonly start: Position;
  private readonly counter: FaultCounter;
  private readonly isValid: boolean;
  private readonly rows: readonly JsonRow[];
  private readonly columns = new Map<string, number>();

  constructor(bytes: Buffer, split: JsonSplit, start: Position, counter: FaultCounter) {
    this.bytes = bytes;
    this.counter = counter;
    this.isValid = isUtf8(bytes.subarray(0, split.consumed));
    this.split = split;
    this.start = start;
    this.rows = split.starts.map((from, index) =>
      parseJsonRow(this.bytes.toString("utf8", from, split.ends[index])),
    );
  }

  toBatch(firstRow: number): RawBatch {
    const rowFaults = new Map<number, readonly FileFault[]>();
    const firstNamed: { row: number; index: number }[] = [];
    const rows = this.rows.map((row, index) => {
      const faults = this.faultsOf(row, index);
      if (faults.length > 0) rowFaults.set(index, faults);
      const isValid = row.isWhole && !faults.some(({ code }) => code === "encoding-invalid");
      if (!isValid) return undefined;
      const columns = row.keys.map((key, keyIndex) => {
        const known = this.columns.get(key);
        if (known !== undefined) return known;
        firstNamed.push({ row: index, index: keyIndex });
        this.columns.set(key, this.columns.size);
        return this.columns.size - 1;
      });
      const cells = new Array<RawCell>(this.columns.size);
      for (const [keyIndex, column] of columns.entries()) cells[column] = row.cells[keyIndex];
      return cells;
    });
    const header = [...this.columns.keys()];
    return {
      header,
      rows,
      firstRow,
      rowFaults,
      fileFaults: this.split.faults.map(({ offset, message }) => ({
        code: message.includes("no JSON array") ? "json-shape" : "json-syntax",
        severity: "error",
        message,
        fix: "Write the file as `[`, objects with commas between them, and `]`.",
        ...this.placeAtByte(offset),
      })),
      isFixed: false,
      numbersAsText: false,
      placeOfColumn: (column) => {
        const first = firstNamed[column];
        const offset = first && this.rows[first.row]?.keyOffsets[first.index];
        return first === undefined ? {} : this.placeOf(first.row, offset ?? 0);
      },
      placeOf: (row, column) => {
        const key = column === undefined ? undefined : header[column];
        const index = key === undefined ? -1 : (this.rows[row]?.keys.indexOf(key) ?? -1);
        return this.placeOf(row, this.rows[row]?.cellOffsets[index] ?? 0);
      },
      originalOf: (row) => this.originalOf(row),
    };
  }

  private originalOf(row: number): Buffer {
    return this.bytes.subarray(this.split.starts[row], this.split.ends[row]);
  }

  private faultsOf(row: JsonRow, index: number): readonly FileFault[] {
    const bytes = this.originalOf(index);
    if (bytes.length === 0) {
      return [
        {
          code: "row-blank",
          severity: "error",
          message: "The line is blank.",
          fix: "Remove the line.",
          ...this.placeOf(index, 0),
        },
      ];
    }
    const [invalid] = this.isValid ? [] : findInvalidUtf8(bytes);
    if (invalid !== undefined) {
      const { offset, length } = invalid;
      const fault = invalidBytes(bytes.subarray(offset, offset + length), 0, "UTF-8");
      const message = fault.message.replace(" at offset 0", "");
      const at = this.placeAtByte((this.split.starts[index] ?? 0) + offset);
      return [{ ...fault, message, ...at }];
    }
    return row.faults.map(({ offset, ...fault }) =>
      this.counter.describes(fault.code) ? { ...fault, ...this.placeOf(index, offset) } : fault,
    );
  }

  // Places are asked for in ascending order: each goes on from the one before.
  private last = { offset: 0, line: 0, column: 0 };

  private placeAtByte(offset: number): { line: number; column: number } {
    if (offset < this.last.offset || this.last.offset === 0)
      this.last = { offset: 0, ...this.start };
    const { line, column } = placeAfter(this.bytes.subarray(this.last.offset, offset), this.last);
    this.last = { offset, line, column };
    return { line: line + 1, column: column + 1 };
  }

  /** Of a character of a row, by its UTF-16 offset there. */
  private placeOf(row: number, offset: number): { line: number; column: number } {
    const start = this.split.starts[row] ?? 0;
    if (offset === 0) return this.placeAtByte(start);
    if (this.lastText.row !== row) {
      this.lastText = { row, text: this.bytes.toString("utf8", start, this.split.ends[row]) };
    }
    return this.placeAtByte(start + Buffer.byteLength(this.lastText.text.slice(0, offset)));
  }

  private lastText = { row: -1, text: "" };
}
