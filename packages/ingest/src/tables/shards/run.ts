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

/** A key with a character for each of its bytes: ordered as the bytes are, in a tenth of the memory of an array. */
export type KeyText = string;

/** Rows in the order of their keys, on disk. */
export interface Run {
  readonly rows: number;
  /** The stored lines of the rows, one behind the other; empty when only keys were put aside. */
  readonly lines: FileRange;
  /** The keys of the same rows, in blocks that are written one behind the other. */
  readonly keys: FileRange;
  readonly blocks: readonly KeyBlock[];
}

/**
 * The keys of some rows of a run. On disk: for each row four bytes with the length of its line, then for each
 * row four bytes with the length of its key, then the keys; zeros up to a multiple of four.
 */
export interface KeyBlock {
  readonly rows: number;
  readonly firstKey: KeyText;
  /** Of the block, among the keys of its run. */
  readonly keysBytes: number;
  readonly linesBytes: number;
}

/** Rows that follow one another in a file. */
export interface Stretch {
  readonly rows: number;
  /** They came in the order of their keys. */
  readonly isSorted: boolean;
  readonly firstKey: KeyText;
  readonly lastKey: KeyText;
}
