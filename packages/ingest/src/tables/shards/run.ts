/** Bytes of a file in the folder of a shard. */
export interface FileRange {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A file in the folder of a shard, whole. */
export interface ShardFile {
  readonly name: string;
  readonly bytes: number;
  readonly crc32: number;
}

/** Rows in the order of their keys, on disk. */
export interface Run {
  readonly rows: number;
  /** The rows came in the order of their keys. */
  readonly isSorted: boolean;
  /** Blocks of {@link KeyBlock}, each a line of JSON. */
  readonly keys: FileRange;
  /** By form: the rows as text, in the same order. */
  readonly lines: Readonly<Record<string, FileRange>>;
}

/** The key of a row: one cell, or several. */
export type Key = KeyCell | readonly KeyCell[];

export type KeyCell = string | number | boolean;

/** Some rows of a run: their keys, and by form, in the order of the run's names, how many bytes each takes. */
export type KeyBlock = readonly [keys: readonly Key[], ...lengths: (readonly number[])[]];
