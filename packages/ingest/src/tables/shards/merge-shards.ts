// EDGE: has threads merge what threads have put aside.
import type { Row, RowWork, Table, TableDefinition, WrittenRows } from "@sourcebook/schema";
import type { Tally } from "./piece.ts";
import { type KeyRange, type PlacedRun, planRanges } from "./plan-ranges.ts";
import type { Shard } from "./read-shard.ts";
import { oncePerThread } from "./thread-pool.ts";
import type { FormSetup, ShardResult, ShardTask } from "./worker.ts";
import type { Workshop } from "./workshop.ts";

/** The rows of a table in the order of their keys, where threads have put them. */
export interface ProvedTable {
  readonly rows: number;
  /** The files have them in this order. */
  readonly isSorted: boolean;
  readonly tallies: readonly Tally[];
  /** Absent when only keys were put aside. */
  readonly written?: WrittenRows;
}

/**
 * Merges what the files of a table came to.
 *
 * @returns nothing when two rows have the same key
 */
export async function mergeShards(
  shards: readonly Shard[],
  definition: TableDefinition,
  workshop: Workshop,
): Promise<ProvedTable | undefined> {
  const runs = shards.flatMap(({ folder, runs }) => runs.map((run) => ({ folder, run })));
  if (!(await areDistinct(runs, workshop))) return undefined;
  const forms = workshop.compares ? undefined : workshop.forms;
  const rows = shards.reduce((sum, shard) => sum + shard.rows, 0);
  return {
    rows,
    isSorted: followOneAnother(shards),
    tallies: shards.flatMap(({ tallies }) => tallies),
    ...(forms && {
      written: {
        rows,
        summaries: shards.flatMap(({ summaries }) => summaries),
        lines: (form, onRows) => mergeLines(runs, definition, { form, forms, onRows }, workshop),
      },
    }),
  };
}

/** Whether the rows of all files, one file after the other, are in the order of their keys. */
function followOneAnother(shards: readonly Shard[]): boolean {
  const stretches = shards.flatMap((shard) => shard.stretches);
  return stretches.every(({ isSorted, firstKey }, index) => {
    const before = stretches[index - 1];
    return isSorted && (before === undefined || before.lastKey <= firstKey);
  });
}

async function areDistinct(
  runs: readonly PlacedRun[],
  { pool, rangeBytes }: Workshop,
): Promise<boolean> {
  let isDistinct = true;
  const all: Promise<unknown>[] = [];
  // Keys are many more in as many bytes.
  for (const range of planRanges(runs, rangeBytes >> 2, ({ keysBytes }) => keysBytes)) {
    if (!isDistinct) break;
    const { done } = await pool.run({ kind: "merge", range });
    all.push(
      done.then((result) => {
        isDistinct &&= "isDistinct" in result && result.isDistinct;
      }),
    );
  }
  await Promise.all(all);
  return isDistinct;
}

interface LinesWanted {
  readonly form: string;
  readonly forms: RowWork;
  readonly onRows: ((rows: number) => void) | undefined;
}

/** Yields the bytes of all rows in one form: threads make them, range by range. */
async function* mergeLines(
  runs: readonly PlacedRun[],
  definition: TableDefinition,
  { form, forms, onRows }: LinesWanted,
  workshop: Workshop,
): AsyncGenerator<Uint8Array> {
  const { pool, rangeBytes, threads, memory } = workshop;
  const { id } = await workshop.nextShard();
  const ranges = planRanges(runs, rangeBytes);
  const waiting: Promise<ShardResult>[] = [];
  const setupFor = oncePerThread<FormSetup>({ definition, forms });
  const start = async (range: KeyRange): Promise<void> => {
    const target = memory.take(rangeBytes * 2);
    const { done } = await pool.runIn((thread): ShardTask => {
      const as = { id, form, target, ...setupFor(thread) };
      return { kind: "merge", range, as };
    });
    waiting.push(done);
  };
  const end = workshop.begin(id);
  try {
    let next = ranges.next();
    while (!next.done || waiting.length > 0) {
      // One range more than there are threads, so that none waits for what is being written.
      while (!next.done && waiting.length <= threads) {
        await start(next.value);
        next = ranges.next();
      }
      const result = await waiting.shift();
      const block = result?.kind === "merged" ? result.block : undefined;
      if (block === undefined)
        throw new Error("The keys of a range were distinct, and are no more");
      yield block.bytes;
      // Whoever asked for the block is done with it.
      memory.give(block.bytes);
      onRows?.(block.rows);
    }
  } finally {
    end();
  }
}

/** A table of rows that were written as JSON Lines, beside other forms. */
export function writtenTable(definition: TableDefinition, written: WrittenRows): Table {
  return {
    definition,
    rows: written.rows,
    written,
    async *batches() {
      for await (const block of written.lines("jsonl")) {
        const bytes = Buffer.from(block.buffer, block.byteOffset, block.length);
        // Some rows at a time: as values they take many times the memory.
        for (let from = 0; from < bytes.length; ) {
          const some = bytes.lastIndexOf(LF, from + batchBytes);
          const end = some >= from ? some : bytes.indexOf(LF, from);
          const lines = bytes.toString("utf8", from, end).split("\n");
          yield lines.map((line): Row => JSON.parse(line));
          from = end + 1;
        }
      }
    },
  };
}

const LF = 0x0a;
const batchBytes = 1 << 19;
