import { isUtf8 } from "node:buffer";
import { showValue } from "@sourcebook/schema";
import { countCodePoints } from "../count-code-points.ts";
import { faultOfText } from "../text-faults.ts";
import { findInvalidRuns, invalidIn, scanFaults } from "./csv-faults.ts";
import { FaultCounter } from "./fault-counter.ts";
import type { FileFault, FilePlace, RawBatch } from "./raw-table.ts";
import { CONTROL, type CsvScan, ESCAPED, NON_ASCII, QUOTED, type ScanFault } from "./scan-csv.ts";

/** What the records before have told about the file. */
export interface CsvContext {
  readonly header: readonly string[];
  readonly encoding: string;
  /** The number of the first row to come. */
  readonly nextRow: number;
  readonly counter: FaultCounter;
}

/** The names of the columns, from the first record of a file. */
export interface Labels {
  readonly header: readonly string[];
  readonly faults: readonly FileFault[];
  placeOf(column: number): FilePlace;
}

export function readLabels(scan: CsvScan, encoding: string): Labels {
  const reader = new RecordReader(scan, 0, encoding, new FaultCounter());
  const cells = reader.cellsOf(0);
  const placeOf = (column: number) => reader.placeOf(0, column);
  if (cells.length === 1 && cells[0] === "") {
    const fault: FileFault = {
      code: "header-missing",
      severity: "error",
      message: "The first line is blank.",
      fix: "Begin the file with a line that names the columns.",
      line: 1,
      column: 1,
    };
    return { header: [], faults: [fault], placeOf };
  }
  return { header: cells, faults: reader.faultsOf(0), placeOf };
}

/** Makes rows of text out of scanned records. */
export function csvBatch(
  scan: CsvScan,
  { context, line, firstRecord }: { context: CsvContext; line: number; firstRecord: number },
): RawBatch {
  const reader = new RecordReader(scan, line, context.encoding, context.counter);
  const width = context.header.length;
  const rows: (readonly string[] | undefined)[] = [];
  const rowFaults = new Map<number, readonly FileFault[]>();
  for (let record = firstRecord; record < scan.recordCount; record += 1) {
    const misshapen = reader.shapeFaults(record, width);
    const faults = reader.isSound ? misshapen : [...reader.faultsOf(record), ...misshapen];
    if (faults.length > 0) rowFaults.set(rows.length, faults);
    const isWhole = misshapen.length === 0 && reader.isWhole(record, width);
    rows.push(isWhole ? reader.cellsOf(record) : undefined);
  }
  return {
    header: context.header,
    rows,
    firstRow: context.nextRow,
    rowFaults,
    fileFaults: [],
    isFixed: true,
    numbersAsText: false,
    placeOfColumn: (column) => reader.placeOf(0, column),
    placeOf: (row, cell = 0) => reader.placeOf(row + firstRecord, cell),
    originalOf: (row) => reader.originalOf(row + firstRecord),
  };
}

// A row of a million bad bytes must not give as many faults.
const MAX_IN_A_ROW = 10;

class RecordReader {
  /** No record has a fault as text: seen at a glance, and nearly always so. */
  readonly isSound: boolean;
  private readonly scan: CsvScan;
  private readonly buffer: Buffer;
  private readonly line: number;
  private readonly encoding: string;
  private readonly counter: FaultCounter;
  private readonly isValid: boolean;
  private readonly scanFaults: ReadonlyMap<number, readonly ScanFault[]>;

  constructor(scan: CsvScan, line: number, encoding: string, counter: FaultCounter) {
    this.scan = scan;
    this.counter = counter;
    const { buffer, byteOffset } = scan.bytes;
    this.buffer = Buffer.from(buffer, byteOffset, scan.consumed);
    this.line = line;
    this.encoding = encoding;
    this.isValid = isUtf8(this.buffer);
    this.isSound = this.isValid && scan.faults.length === 0 && !mayHoldFaults(scan, this.buffer);
    const faults = new Map<number, ScanFault[]>();
    for (const fault of scan.faults) {
      const known = faults.get(fault.record);
      if (known === undefined) faults.set(fault.record, [fault]);
      else known.push(fault);
    }
    this.scanFaults = faults;
  }

  cellsOf(record: number): string[] {
    const { firstCells } = this.scan;
    const first = firstCells[record] as number;
    const end = firstCells[record + 1] as number;
    const cells = new Array<string>(end - first);
    for (let cell = first; cell < end; cell += 1) cells[cell - first] = this.textOf(cell);
    return cells;
  }

  private textOf(cell: number): string {
    const { cellStarts, cellEnds, cellFlags } = this.scan;
    const flags = cellFlags[cell] as number;
    const isQuoted = (flags & QUOTED) === 0 ? 0 : 1;
    const start = (cellStarts[cell] as number) + isQuoted;
    const end = (cellEnds[cell] as number) - isQuoted;
    if (start === end) return "";
    const encoding = (flags & NON_ASCII) === 0 ? "latin1" : "utf8";
    const text = this.buffer.toString(encoding, start, end);
    return (flags & ESCAPED) === 0 ? text : text.replaceAll('""', '"');
  }

  originalOf(record: number): Uint8Array {
    const { recordStarts, recordEnds } = this.scan;
    return this.buffer.subarray(recordStarts[record], recordEnds[record]);
  }

  /** Where the cell begins, or for a cell that is not there, where the record ends. */
  placeOf(record: number, cell: number): FilePlace {
    const { firstCells, cellStarts, recordEnds } = this.scan;
    const index = (firstCells[record] as number) + cell;
    const isThere = index < (firstCells[record + 1] as number);
    return this.placeAt(record, (isThere ? cellStarts[index] : recordEnds[record]) as number);
  }

  // Places are asked for in ascending order, so a row of 20,000 faults is walked through once.
  private last = { record: -1, offset: 0, line: 0, column: 0 };

  private placeAt(record: number, offset: number): FilePlace {
    const mark = this.scan.lineEnd === "cr" ? 0x0d : 0x0a;
    let { last } = this;
    if (last.record !== record || last.offset > offset) {
      const line = this.line + (this.scan.recordLines[record] as number) + 1;
      last = { record, offset: this.scan.recordStarts[record] as number, line, column: 1 };
    }
    let { line, column, offset: from } = last;
    for (;;) {
      const end = this.buffer.indexOf(mark, from);
      if (end === -1 || end >= offset) break;
      line += 1;
      column = 1;
      from = end + 1;
    }
    column += countCodePoints(this.buffer.toString("utf8", from, offset));
    this.last = { record, offset, line, column };
    return { line, column };
  }

  /** Place and value of a fault, while there are few of its kind. */
  private describe<About>(kind: string, about: () => About): About | undefined {
    return this.counter.describes(kind) ? about() : undefined;
  }

  /** Faults of the record as text, whatever the columns. */
  faultsOf(record: number): readonly FileFault[] {
    const structural = (this.scanFaults.get(record) ?? []).map((fault) => ({
      ...scanFaults[fault.code],
      ...this.describe(scanFaults[fault.code].code, () => this.placeAt(record, fault.offset)),
    }));
    return [...structural, ...this.byteFaults(record), ...this.characterFaults(record)];
  }

  private byteFaults(record: number): readonly FileFault[] {
    if (this.isValid) return [];
    const start = this.scan.recordStarts[record] as number;
    const bytes = this.originalOf(record);
    const faults: FileFault[] = [];
    let count = 0;
    for (const { offset, length } of findInvalidRuns(bytes, this.encoding)) {
      count += 1;
      if (count > MAX_IN_A_ROW) continue;
      const fault = invalidIn(this.encoding, bytes.subarray(offset, offset + length));
      const at = this.describe(fault.code, () => this.placeAt(record, start + offset));
      faults.push({ ...fault, ...at });
    }
    const last = faults.at(-1);
    if (last !== undefined && count > MAX_IN_A_ROW) {
      const message = `${count - MAX_IN_A_ROW} more of the kind follow in this row.`;
      faults.push({ ...last, message });
    }
    return faults;
  }

  private characterFaults(record: number): readonly FileFault[] {
    const { firstCells, cellStarts, cellFlags } = this.scan;
    let faults: FileFault[] | undefined;
    const end = firstCells[record + 1] as number;
    for (let cell = firstCells[record] as number; cell < end; cell += 1) {
      if (((cellFlags[cell] as number) & (CONTROL | NON_ASCII)) === 0) continue;
      const text = this.textOf(cell);
      // Bytes that are no UTF-8 are replaced in `text`: they have been reported as such.
      const fault = faultOfText(text, !this.isValid);
      if (fault === undefined) continue;
      const about = this.describe(fault.code, () => ({
        ...this.placeAt(record, cellStarts[cell] as number),
        value: showValue(text),
      }));
      faults ??= [];
      faults.push(about ? { ...fault, ...about } : fault);
      if (faults.length === MAX_IN_A_ROW) break;
    }
    return faults ?? [];
  }

  /** Whether every cell is known to belong to its column. */
  isWhole(record: number, width: number): boolean {
    const { firstCells } = this.scan;
    const count = (firstCells[record + 1] as number) - (firstCells[record] as number);
    if (count !== width || (!this.isValid && !isUtf8(this.originalOf(record)))) return false;
    return (this.scanFaults.get(record) ?? []).every(({ code }) => code === "quote-in-plain");
  }

  /** Faults of a record that does not fit a header of this width. */
  shapeFaults(record: number, width: number): readonly FileFault[] {
    const { firstCells, cellStarts, cellEnds } = this.scan;
    const first = firstCells[record] as number;
    const end = firstCells[record + 1] as number;
    const count = end - first;
    if (this.scanFaults.has(record)) return [];
    let isBlank = true;
    for (let cell = first; cell < end && isBlank; cell += 1) {
      isBlank = cellStarts[cell] === cellEnds[cell];
    }
    if (isBlank) {
      return [
        {
          code: "row-blank",
          severity: "error",
          message: count === 1 ? "The line is blank." : "All cells of the row are blank.",
          fix: "Remove the line, or fill it.",
          ...this.describe("row-blank", () => this.placeOf(record, 0)),
        },
      ];
    }
    if (count === width || width === 0) return [];
    const isShort = count < width;
    const code = isShort ? "row-short" : "row-long";
    return [
      {
        code,
        severity: "error",
        message: `The row has ${count} ${count === 1 ? "cell" : "cells"}, but the header ${width}.`,
        fix: isShort
          ? "Add the missing cells, empty ones too, with their delimiters."
          : "Remove the surplus cells, or quote the cell that holds a delimiter.",
        ...this.describe(code, () => this.placeOf(record, isShort ? count : width)),
      },
    ];
  }
}

/** Whether there may be one of the `FAULTY_CHARACTERS` in bytes that are valid UTF-8. */
function mayHoldFaults({ cellFlags }: CsvScan, bytes: Buffer): boolean {
  if (cellFlags.some((flags) => (flags & CONTROL) !== 0) || bytes.includes("\ufffd")) return true;
  // The controls above ASCII are 0xC2 and a byte below 0xA0.
  for (let at = bytes.indexOf(0xc2); at !== -1; at = bytes.indexOf(0xc2, at + 1)) {
    if ((bytes[at + 1] as number) < 0xa0) return true;
  }
  return false;
}
