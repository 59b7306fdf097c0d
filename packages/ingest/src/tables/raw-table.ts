import type { IssueCode, Severity } from "@sourcebook/schema";

/** A file to read. It can be opened more than once, and must give the same bytes each time. */
export interface TableInput {
  /** Relative to the project folder, with `/` on every system. */
  readonly path: string;
  open(options?: OpenOptions): AsyncIterable<Uint8Array>;
}

export interface OpenOptions {
  /** A chunk is done with when the one after the next is asked for: then its memory serves again. */
  readonly reusesMemory?: boolean;
}

/** A number as a file writes it, so that no digit is lost before its field says what it is. */
export interface NumberLexeme {
  readonly number: string;
}

/** What a reader cannot make a cell of, in words: `an object`, `a list in a list`. */
export interface OddCell {
  readonly odd: string;
}

/**
 * A cell before its field gives it a type. A text file gives text only. `null` says in so many words that
 * nothing is stated; `undefined`, that the row has no such cell.
 */
export type RawCell =
  | string
  | NumberLexeme
  | boolean
  | null
  | readonly RawCell[]
  | OddCell
  | undefined;

/** Where something stands in a file. Line and column count from 1; a spreadsheet's are those of its grid. */
export interface FilePlace {
  readonly line?: number;
  readonly column?: number;
}

/** A fault that a reader found, with its place in the file. */
export interface FileFault extends FilePlace {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
  readonly value?: string;
}

/** Some rows of a file, in its order. */
export interface RawBatch {
  /** The names of the columns, as the file writes them. */
  readonly header: readonly string[];
  /** Cells in the order of the header; `undefined` for a row that could not be taken apart. */
  readonly rows: readonly (readonly RawCell[] | undefined)[];
  /** The number of the first row here; the first of the file is 1. */
  readonly firstRow: number;
  /** The faults of rows, by their index here. */
  readonly rowFaults: ReadonlyMap<number, readonly FileFault[]>;
  /** Faults of the file as a whole, such as those of its header. */
  readonly fileFaults: readonly FileFault[];
  /** Every row has the columns of the header; otherwise each names its own, and the header is all that are named. */
  readonly isFixed: boolean;
  /** Whole numbers may stand in text fields: the program that wrote the file makes numbers of them. */
  readonly numbersAsText: boolean;
  /** Where a column is named. */
  placeOfColumn(column: number): FilePlace;
  /** Where a row, or a cell of it, begins. */
  placeOf(row: number, cell?: number): FilePlace;
  /** The row as the file has it. */
  originalOf(row: number): Uint8Array;
}

/** A batch without rows that says what is wrong with the file. */
export const faultyFile = (...fileFaults: readonly FileFault[]): RawBatch => ({
  header: [],
  rows: [],
  firstRow: 1,
  rowFaults: new Map(),
  fileFaults,
  isFixed: true,
  numbersAsText: false,
  placeOfColumn: () => ({}),
  placeOf: () => ({}),
  originalOf: () => new Uint8Array(),
});
