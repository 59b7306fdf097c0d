import { join } from "node:path";
import { compareText } from "@sourcebook/schema";
import type { KeyBlock, KeyText, Run } from "./run.ts";

/** A run, and the folder where its files are. */
export interface PlacedRun {
  readonly folder: string;
  readonly run: Run;
}

/** What a run may hold of a range of keys: some of its blocks that follow one another. */
export interface RunPart {
  readonly keys: FileBytes;
  readonly lines: FileBytes;
  /** By block: how many rows it has, and how many bytes it takes among the keys. */
  readonly rows: Uint32Array;
  readonly keysBytes: Uint32Array;
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
  readonly from?: KeyText;
  /** Absent for the last range. */
  readonly to?: KeyText;
  readonly parts: readonly RunPart[];
}

/**
 * Cuts the rows of all runs into ranges of keys that can be merged one by one, with about so many bytes each.
 * The ranges follow one another, and equal keys are in the same one.
 *
 * @param bytesOf what of a block is to be read; keys and lines unless given
 */
export function* planRanges(
  runs: readonly PlacedRun[],
  rangeBytes: number,
  bytesOf: (block: KeyBlock) => number = ({ keysBytes, linesBytes }) => keysBytes + linesBytes,
): Generator<KeyRange> {
  const blocks = runs
    .flatMap(({ run }) => run.blocks)
    .toSorted((a, b) => compareText(a.firstKey, b.firstKey));
  const cuts: KeyText[] = [];
  let bytes = 0;
  for (const block of blocks) {
    const { firstKey } = block;
    const before = cuts.at(-1);
    if (bytes >= rangeBytes && (before === undefined || before < firstKey)) {
      cuts.push(firstKey);
      bytes = 0;
    }
    bytes += bytesOf(block);
  }
  const cursors = runs.map((placed) => new BlockCursor(placed));
  for (const [index, from] of [undefined, ...cuts].entries()) {
    const to = cuts[index];
    yield {
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      parts: cursors.flatMap((cursor) => cursor.partBefore(to) ?? []),
    };
  }
}

/** Goes through the blocks of a run from one range to the next. */
class BlockCursor {
  private readonly run: Run;
  private readonly keysPath: string;
  private readonly linesPath: string;
  /** The first block that may hold keys of the range to come, and where it lies. */
  private block = 0;
  private keysAt: number;
  private linesAt: number;

  constructor({ folder, run }: PlacedRun) {
    this.run = run;
    this.keysPath = join(folder, run.keys.file);
    this.linesPath = join(folder, run.lines.file);
    this.keysAt = run.keys.start;
    this.linesAt = run.lines.start;
  }

  /** The blocks that may hold keys before this one, and that were not done with the range before. */
  partBefore(to: KeyText | undefined): RunPart | undefined {
    const { run, block: first, keysAt, linesAt } = this;
    let last = first;
    let keysEnd = keysAt;
    let linesEnd = linesAt;
    for (; last < run.blocks.length; last += 1) {
      const { firstKey, keysBytes, linesBytes } = run.blocks[last] as (typeof run.blocks)[number];
      if (to !== undefined && firstKey >= to) break;
      keysEnd += keysBytes;
      linesEnd += linesBytes;
      // The last of them may go on in the next range.
      this.block = last;
      this.keysAt = keysEnd - keysBytes;
      this.linesAt = linesEnd - linesBytes;
    }
    if (last === first) return undefined;
    const blocks = run.blocks.slice(first, last);
    return {
      keys: { path: this.keysPath, start: keysAt, end: keysEnd },
      lines: { path: this.linesPath, start: linesAt, end: linesEnd },
      rows: Uint32Array.from(blocks, ({ rows }) => rows),
      keysBytes: Uint32Array.from(blocks, ({ keysBytes }) => keysBytes),
    };
  }
}
