// EDGE: merges what threads have put aside.
import { join } from "node:path";
import type { Row, Table, TableDefinition, WrittenRows } from "@sourcebook/schema";
import { type MergeOrder, mergeKeys, mergeLines, OrderWriter, type Stretch } from "./merge-runs.ts";
import type { Tally } from "./piece.ts";
import type { Shard } from "./read-shard.ts";
import type { FileRange, Key } from "./run.ts";
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
 * @param each is given every key
 * @returns nothing when two rows have the same key
 */
export async function mergeShards(
  shards: readonly Shard[],
  workshop: Workshop,
  each: (key: Key) => void,
): Promise<ProvedTable | undefined> {
  const runs = shards.flatMap(({ folder, runs }) => runs.map((run) => ({ folder, run })));
  const at = (folder: string, { file, start, end }: FileRange): Stretch => ({
    path: join(folder, file),
    start,
    end,
  });
  const keys = runs.map(({ folder, run }) => at(folder, run.keys));
  const names = Object.keys(runs[0]?.run.lines ?? {});
  const path = `${(await workshop.nextShard()).folder}.order`;
  const order = workshop.forms && new OrderWriter(path, names.length);
  const distinct = mergeKeys(keys, each, order);
  const merged = order?.finish();
  if (distinct === undefined) return undefined;
  const rows = shards.reduce((sum, shard) => sum + shard.rows, 0);
  const lines = (form: string): Generator<Buffer> =>
    mergeLines(
      merged as MergeOrder,
      names.indexOf(form),
      runs.map(({ folder, run }) => at(folder, run.lines[form] as FileRange)),
    );
  return {
    rows,
    isSorted: distinct.isSorted && runs.every(({ run }) => run.isSorted),
    tallies: shards.flatMap(({ tallies }) => tallies),
    ...(merged && {
      written: {
        rows,
        summaries: shards.flatMap(({ summaries }) => summaries),
        async *lines(form) {
          yield* lines(form);
        },
      },
    }),
  };
}

/** A table of rows that were written as JSON Lines, beside other forms. */
export function writtenTable(definition: TableDefinition, written: WrittenRows): Table {
  return {
    definition,
    rows: written.rows,
    written,
    async *batches() {
      let rest: Uint8Array = new Uint8Array();
      for await (const block of written.lines("jsonl")) {
        const bytes = Buffer.concat([rest, block]);
        const end = bytes.lastIndexOf(0x0a) + 1;
        rest = bytes.subarray(end);
        if (end === 0) continue;
        const lines = bytes.toString("utf8", 0, end - 1).split("\n");
        yield lines.map((line): Row => JSON.parse(line));
      }
    },
  };
}
