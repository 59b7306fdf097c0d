import { compareBytes } from "./compare-bytes.ts";
import type { Run } from "./run.ts";

/** A run, and the folder where its files are. */
export interface PlacedRun {
  readonly folder: string;
  readonly run: Run;
}

/** What a run may hold of a range of keys: some of its blocks that follow one another. */
export interface RunPart {
  readonly keys: FileBytes;
  readonly lines: FileBytes;
  /** How many rows each of the blocks has, and how many bytes it takes among the keys. */
  readonly blocks: readonly { readonly rows: number; readonly keysBytes: number }[];
}

/** Bytes of a file. */
export interface FileBytes {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Rows whose keys lie from one to before another: a piece of work, as a plain value. */
export interface KeyRange {
  /** Absent for the first range. */
  readonly from?: Uint8Array;
  /** Absent for the last range. */
  readonly to?: Uint8Array;
  readonly parts: readonly RunPart[];
}

/**
 * Cuts the rows of all runs into ranges of keys that can be merged one by one, with about so many bytes each.
 * The ranges follow one another, and equal keys are in the same one.
 */
export function planRanges(runs: readonly PlacedRun[], rangeBytes: number): readonly KeyRange[] {
  const blocks = runs
    .flatMap(({ run }) => run.blocks)
    .toSorted((a, b) => compareKeys(a.firstKey, b.firstKey));
  const cuts: Uint8Array[] = [];
  let bytes = 0;
  for (const { firstKey, keysBytes, linesBytes } of blocks) {
    const before = cuts.at(-1);
    if (bytes >= rangeBytes && (before === undefined || compareKeys(before, firstKey) < 0)) {
      cuts.push(firstKey);
      bytes = 0;
    }
    bytes += keysBytes + linesBytes;
  }
  const cursors = runs.map((placed) => new BlockCursor(placed));
  return [undefined, ...cuts].map((from, index): KeyRange => {
    const to = cuts[index];
    return {
      ...(from && { from }),
      ...(to && { to }),
      parts: cursors.flatMap((cursor) => cursor.partBefore(to) ?? []),
    };
  });
}

const compareKeys = (a: Uint8Array, b: Uint8Array): number =>
  compareBytes(a, 0, a.length, b, 0, b.length);

/** Goes through the blocks of a run from one range to the next. */
class BlockCursor {
  private readonly placed: PlacedRun;
  /** The first block that may hold keys of the range to come, and where it lies. */
  private block = 0;
  private keysAt: number;
  private linesAt: number;

  constructor(placed: PlacedRun) {
    this.placed = placed;
    this.keysAt = placed.run.keys.start;
    this.linesAt = placed.run.lines.start;
  }

  /** The blocks that may hold keys before this one, and that were not done with the range before. */
  partBefore(to: Uint8Array | undefined): RunPart | undefined {
    const { folder, run } = this.placed;
    const { block: first, keysAt, linesAt } = this;
    let last = first;
    let keysEnd = keysAt;
    let linesEnd = linesAt;
    for (; last < run.blocks.length; last += 1) {
      const { firstKey, keysBytes, linesBytes } = run.blocks[last] as (typeof run.blocks)[number];
      if (to !== undefined && compareKeys(firstKey, to) >= 0) break;
      keysEnd += keysBytes;
      linesEnd += linesBytes;
      // The last of them may go on in the next range.
      this.block = last;
      this.keysAt = keysEnd - keysBytes;
      this.linesAt = linesEnd - linesBytes;
    }
    if (last === first) return undefined;
    return {
      keys: { path: `${folder}/${run.keys.file}`, start: keysAt, end: keysEnd },
      lines: { path: `${folder}/${run.lines.file}`, start: linesAt, end: linesEnd },
      blocks: run.blocks.slice(first, last).map(({ rows, keysBytes }) => ({ rows, keysBytes })),
    };
  }
}
