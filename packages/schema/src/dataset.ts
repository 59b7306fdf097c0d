import type { CellBatch } from "./cell-batch.ts";
import type { Model, TableDefinition } from "./model.ts";
import type { Row } from "./row.ts";

/** A checked table: rows in primary-key order (text by code unit, numbers by value), in batches. */
export interface Table {
  readonly definition: TableDefinition;
  /** How many there are, where that is known before they are read. */
  readonly rows?: number;
  batches(): AsyncIterable<readonly Row[]>;
  /** The same rows as they were written where they were read; absent when they are still to be written. */
  readonly written?: WrittenRows;
}

/** Rows of a table that were written as text while they were read, and put in the order of their keys. */
export interface WrittenRows {
  readonly rows: number;
  /**
   * The bytes of all rows in one of the forms of {@link RowForms}, in blocks of whole lines. A block is good
   * until the next one is asked for.
   *
   * @param onRows told how many rows were in each block, when it is done with
   */
  lines(form: string, onRows?: (rows: number) => void): AsyncIterable<Uint8Array>;
  /** What the summaries of the parts of the table came to, in no particular order. */
  readonly summaries: readonly unknown[];
}

/** What to make of rows in the thread that reads them. */
export interface RowWork {
  /** The address of a module whose export `createRowForms` is a {@link CreateRowForms}. */
  readonly module: string;
}

/** Writes and sums up the rows of a table, whichever of them come together and in whatever order. */
export interface RowForms {
  /** The line that stands for each row until the table is written. */
  store(rows: readonly Row[]): readonly string[];
  /** Takes rows into the summary. */
  add(rows: readonly Row[]): void;
  /** The same for rows that are at hand as bytes; without it rows are made of them. */
  readonly cells?: CellForms;
  /** The summary as a plain value, to be joined with those of other parts of the table. */
  summary(): unknown;
  /** By name. One of them is `jsonl`: a JSON object a line. */
  readonly forms: Readonly<Record<string, RowForm>>;
}

/**
 * Makes the bytes of a form out of stored lines; they are good until the next call.
 *
 * @param target where they are written if they have room there
 */
export type RowForm = (lines: PlacedLines, target?: Uint8Array) => Uint8Array;

/** What {@link RowForms} does with rows, for rows that are at hand as bytes. */
export interface CellForms {
  /** The stored lines of all rows; good until the next call. */
  store(cells: CellBatch): StoredLines;
  add(cells: CellBatch): void;
}

/** Lines one behind the other, each with its line end. */
export interface StoredLines {
  readonly bytes: Uint8Array;
  /** By row: where its line ends; the first begins at 0. */
  readonly ends: Uint32Array;
}

/** Lines in the order of their rows, wherever each of them lies. */
export interface PlacedLines {
  readonly bytes: Uint8Array;
  /** By row: where its line begins. */
  readonly starts: Uint32Array;
  /** By row: where its line ends, its line end included. */
  readonly ends: Uint32Array;
}

export type CreateRowForms = (definition: TableDefinition) => RowForms;

/** Someone who made the dataset, as Data Package words it. */
export interface Contributor {
  readonly title: string;
  readonly role?: string;
  /** A web address. */
  readonly path?: string;
}

/** A file that was read to make the dataset. */
export interface InputFile {
  /** Relative to the project folder, with `/` on every system. */
  readonly path: string;
  readonly bytes: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** A document as received, or the plain text made of it, for releases that may hold it. */
export interface ReceivedDocument {
  /** The source that it is the document of. */
  readonly source_id: string;
  /** Its own file name. */
  readonly file: string;
  readonly media_type: string;
  readonly bytes: Uint8Array;
  /** The file is the plain text that was made of the document. */
  readonly isRendition?: boolean;
}

/** A checked dataset: what reading a project gives, and what a release is made from. */
export interface Dataset {
  readonly name: string;
  readonly title: string;
  /** A semantic version. */
  readonly version: string;
  readonly description?: string;
  /** The day the version was released, `YYYY-MM-DD`, as the project states it. */
  readonly released?: string;
  /** An SPDX licence expression. */
  readonly licence: string;
  /** Words on the rights of third parties. */
  readonly notice?: string;
  readonly keywords?: readonly string[];
  readonly homepage?: string;
  readonly contributors: readonly Contributor[];
  /** The formats to release: `csv`, `json`, `zip` and so on. */
  readonly exports: readonly string[];
  readonly model: Model;
  /** Every table of the model, in its order, also when empty. */
  readonly tables: readonly Table[];
  /** Every file that was read, ordered by path. */
  readonly inputs: readonly InputFile[];
  /** The documents of its sources; a release holds those whose rights let them be passed on. */
  readonly documents?: readonly ReceivedDocument[];
}
