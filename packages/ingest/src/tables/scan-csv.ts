import { GrowingNumbers } from "./growing-numbers.ts";

/** The line end that a file uses; `lf` stands for CRLF, too. */
export type LineEnd = "lf" | "cr";

export interface ScanOptions {
  /** The byte between cells. */
  readonly delimiter: number;
  /** As an earlier part of the file showed; at its start, the first line end decides. */
  readonly lineEnd?: LineEnd | undefined;
  /** Nothing follows these bytes: the last record needs no line end, and an open quote is a fault. */
  readonly isLast: boolean;
  /** The first record has grown too large: a quote that is still open in it is taken for unclosed. */
  readonly givesUp?: boolean;
  /** Stops after so many records, so that what is made of them stays small. */
  readonly maxRecords?: number;
}

/** Why a record is not well formed. */
export interface ScanFault {
  readonly code: "quote-unclosed" | "quote-in-plain" | "quote-in-quoted" | "line-end-stray";
  readonly record: number;
  /** Of the byte at fault. */
  readonly offset: number;
}

/** Where the records and cells of some CSV begin and end, before a string is made of any of them. */
export interface CsvScan {
  readonly bytes: Uint8Array;
  readonly recordCount: number;
  readonly recordStarts: Uint32Array;
  /** Without the line end. */
  readonly recordEnds: Uint32Array;
  /** How many lines of these bytes end before the record. */
  readonly recordLines: Uint32Array;
  /** The index of the first cell of each record, and at last the number of all cells. */
  readonly firstCells: Uint32Array;
  /** With the opening quote. */
  readonly cellStarts: Uint32Array;
  /** With the closing quote. */
  readonly cellEnds: Uint32Array;
  readonly cellFlags: Uint32Array;
  readonly faults: readonly ScanFault[];
  /** How many bytes the records take; those that follow are the start of another. */
  readonly consumed: number;
  /** How many lines end in them. */
  readonly lines: number;
  readonly lineEnd: LineEnd | undefined;
}

/** Flags of a cell. */
export const QUOTED = 1;
/** Holds doubled quotes. */
export const ESCAPED = 2;
/** Holds bytes above 127. */
export const NON_ASCII = 4;
/** Holds a control character other than tab and line ends. */
export const CONTROL = 8;

/**
 * Finds the records and cells of CSV as RFC 4180 has it, in one pass over the bytes.
 *
 * The bytes begin where a record begins: those of a whole file, or of any part of it that was cut between
 * records; UTF-8, or another encoding that keeps ASCII as it is. Nothing is forgiven, but every fault is
 * stepped over so that all are found: after a stray quote the cell goes on to its delimiter, after a quote
 * that is never closed the next line is a record again.
 */
export function scanCsv(bytes: Uint8Array, options: ScanOptions): CsvScan {
  return new Scanner(bytes, options).scan();
}

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

// What the byte at hand means, and how the scan of a cell ended.
const PLAIN = 0;
const DELIMITER = 1;
const QUOTATION = 2;
const LINE_END = 3;
const HIGH = 4;
const LOW = 5;
const INCOMPLETE = -1;
const UNCLOSED = -2;

function classify(delimiter: number): Uint8Array {
  const classes = new Uint8Array(256);
  classes.fill(LOW, 0, 0x20).fill(HIGH, 0x80);
  classes[0x7f] = LOW;
  classes[0x09] = PLAIN;
  classes[QUOTE] = QUOTATION;
  classes[CR] = LINE_END;
  classes[LF] = LINE_END;
  classes[delimiter] = DELIMITER;
  return classes;
}

// A line of a million stray marks is one row that cannot be read, not a million faults.
const MAX_IN_A_RECORD = 10;

class Scanner {
  private readonly bytes: Uint8Array;
  private readonly isLast: boolean;
  private readonly givesUp: boolean;
  private readonly maxRecords: number;
  private readonly classes: Uint8Array;
  private lineEnd: LineEnd | undefined;
  private at = 0;
  private line = 0;

  private readonly firstCells = new GrowingNumbers();
  private readonly recordStarts = new GrowingNumbers();
  private readonly recordEnds = new GrowingNumbers();
  private readonly recordLines = new GrowingNumbers();
  private readonly cellStarts = new GrowingNumbers();
  private readonly cellEnds = new GrowingNumbers();
  private readonly cellFlags = new GrowingNumbers();
  private readonly faults: ScanFault[] = [];

  constructor(bytes: Uint8Array, options: ScanOptions) {
    const { delimiter, lineEnd, isLast, givesUp = false, maxRecords = Infinity } = options;
    this.bytes = bytes;
    this.isLast = isLast;
    this.givesUp = givesUp;
    this.maxRecords = maxRecords;
    this.lineEnd = lineEnd;
    this.classes = classify(delimiter);
  }

  scan(): CsvScan {
    let consumed = 0;
    let lines = 0;
    while (this.at < this.bytes.length && this.recordStarts.length < this.maxRecords) {
      const faultCount = this.faults.length;
      const cellCount = this.cellStarts.length;
      if (!this.scanRecord()) {
        // The rest of the record is still to come, and will be scanned from its start again.
        this.faults.length = faultCount;
        for (const cells of [this.cellStarts, this.cellEnds, this.cellFlags]) cells.cut(cellCount);
        break;
      }
      consumed = this.at;
      lines = this.line;
    }
    this.firstCells.push(this.cellStarts.length);
    return {
      bytes: this.bytes,
      recordCount: this.recordStarts.length,
      recordStarts: this.recordStarts.finish(),
      recordEnds: this.recordEnds.finish(),
      recordLines: this.recordLines.finish(),
      firstCells: this.firstCells.finish(),
      cellStarts: this.cellStarts.finish(),
      cellEnds: this.cellEnds.finish(),
      cellFlags: this.cellFlags.finish(),
      faults: this.faults,
      consumed,
      lines,
      lineEnd: this.lineEnd,
    };
  }

  /** Moves past a record and its line end; false when the bytes end before it does. */
  private scanRecord(): boolean {
    const start = this.at;
    const line = this.line;
    const firstCell = this.cellStarts.length;
    let ending = DELIMITER;
    while (ending === DELIMITER) ending = this.scanCell();
    if (ending === INCOMPLETE) return false;
    this.recordStarts.push(start);
    this.recordEnds.push(this.cellEnds.last);
    this.recordLines.push(line);
    this.firstCells.push(firstCell);
    return true;
  }

  /** Moves past a cell and what ends it. */
  private scanCell(): number {
    const start = this.at;
    if (this.bytes[start] !== QUOTE) return this.scanPlain(start, 0);
    const line = this.line;
    const flags = this.scanQuoted();
    if (flags === INCOMPLETE) return INCOMPLETE;
    if (flags === UNCLOSED) {
      this.line = line;
      return this.endAtLine(start);
    }
    return this.scanPlain(start, flags);
  }

  /** Moves past plain text, which must be empty after a closing quote, and past what ends the cell. */
  private scanPlain(start: number, quotedFlags: number): number {
    const { bytes, classes } = this;
    const textStart = this.at;
    let flags = quotedFlags;
    let isStray = false;
    let at = textStart;
    for (; ; at += 1) {
      while (at < bytes.length && classes[bytes[at] as number] === PLAIN) at += 1;
      if (quotedFlags !== 0 && !isStray && at > textStart) {
        isStray = true;
        this.addFault("quote-in-quoted", textStart - 1);
      }
      if (at >= bytes.length) {
        if (!this.isLast) return INCOMPLETE;
        this.pushCell(start, at, flags);
        this.at = at;
        return LINE_END;
      }
      const kind = classes[bytes[at] as number];
      if (kind === DELIMITER) {
        this.pushCell(start, at, flags);
        this.at = at + 1;
        return this.at === bytes.length && this.isLast ? this.endWithEmptyCell() : DELIMITER;
      }
      if (kind === LINE_END) {
        const length = this.lineEndLength(at);
        if (length === INCOMPLETE) return INCOMPLETE;
        if (length > 0) {
          this.pushCell(start, at, flags);
          this.at = at + length;
          this.line += 1;
          return LINE_END;
        }
        this.addFault("line-end-stray", at);
      } else if (kind === HIGH) {
        flags |= NON_ASCII;
      } else if (kind === LOW) {
        flags |= CONTROL;
      } else if (!isStray) {
        isStray = true;
        this.addFault("quote-in-plain", at);
      }
    }
  }

  /** Moves behind the closing quote and gives the flags of the cell. */
  private scanQuoted(): number {
    const { bytes, classes } = this;
    const mark = this.lineEnd === "cr" ? CR : LF;
    let flags = QUOTED;
    let at = this.at + 1;
    for (; at < bytes.length; at += 1) {
      const kind = classes[bytes[at] as number];
      if (kind === PLAIN || kind === DELIMITER) continue;
      if (kind === LINE_END) {
        if (bytes[at] === mark) this.line += 1;
      } else if (kind === HIGH) {
        flags |= NON_ASCII;
      } else if (kind === LOW) {
        flags |= CONTROL;
      } else if (bytes[at + 1] === QUOTE) {
        flags |= ESCAPED;
        at += 1;
      } else if (at + 1 === bytes.length && !this.isLast) {
        return INCOMPLETE;
      } else {
        this.at = at + 1;
        return flags;
      }
    }
    return this.isLast || (this.givesUp && this.recordStarts.length === 0) ? UNCLOSED : INCOMPLETE;
  }

  /** Takes a quote that is never closed for a fault of its line alone, so that the lines below are read. */
  private endAtLine(start: number): number {
    const { bytes } = this;
    const found = bytes.indexOf(this.lineEnd === "cr" ? CR : LF, start);
    this.addFault("quote-unclosed", start);
    if (found === -1) {
      this.pushCell(start, bytes.length, NON_ASCII);
      this.at = bytes.length;
    } else {
      this.pushCell(start, bytes[found - 1] === CR ? found - 1 : found, NON_ASCII);
      this.at = found + 1;
      this.line += 1;
    }
    return LINE_END;
  }

  private endWithEmptyCell(): number {
    this.pushCell(this.at, this.at, 0);
    return LINE_END;
  }

  /** 0 for a line end of another kind than the file's, which ends nothing. */
  private lineEndLength(at: number): number {
    const { bytes, lineEnd } = this;
    if (bytes[at] === LF) {
      if (lineEnd === "cr") return 0;
      this.lineEnd = "lf";
      return 1;
    }
    if (lineEnd === "cr") return 1;
    if (at + 1 === bytes.length && !this.isLast) return INCOMPLETE;
    if (bytes[at + 1] === LF) {
      this.lineEnd = "lf";
      return 2;
    }
    if (lineEnd === "lf") return 0;
    this.lineEnd = "cr";
    return 1;
  }

  private pushCell(start: number, end: number, flags: number): void {
    this.cellStarts.push(start);
    this.cellEnds.push(end);
    this.cellFlags.push(flags);
  }

  private addFault(code: ScanFault["code"], offset: number): void {
    const record = this.recordStarts.length;
    if (this.faults.at(-MAX_IN_A_RECORD)?.record === record) return;
    this.faults.push({ code, record, offset });
  }
}
