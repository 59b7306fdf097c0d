// EDGE: puts rows aside on disk while they are sorted.
import { mkdir } from "node:fs/promises";
import type { Row, RowForms, TableDefinition } from "@sourcebook/schema";
import { type RowSorter, sortInMemory } from "../checked-table.ts";
import { RangeMerger } from "./merge-range.ts";
import { planRanges } from "./plan-ranges.ts";
import { RunWriter } from "./run-writer.ts";
import type { Workshop } from "./workshop.ts";

/** Tables with more rows than this are sorted on disk: as values, a row takes about a kilobyte. */
const mostRows = 1 << 15;

/** Sorts small tables in memory, and others in as little memory as a small one takes. */
export function sorterIn(workshop: Workshop, most: number = mostRows): RowSorter {
  return async function* (definition, batches) {
    const iterator = batches[Symbol.asyncIterator]();
    const first: Row[] = [];
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) return yield* sortInMemory(definition, inBatches(first));
      for (const row of value) first.push(row);
      if (first.length > most) break;
    }
    const rest = { [Symbol.asyncIterator]: () => iterator };
    yield* sortOnDisk(definition, first, rest, workshop);
  };
}

async function* sortOnDisk(
  definition: TableDefinition,
  first: readonly Row[],
  rest: AsyncIterable<readonly Row[]>,
  workshop: Workshop,
): AsyncGenerator<readonly Row[]> {
  const { folder } = await workshop.nextShard();
  const { runBytes, rangeBytes } = workshop;
  await mkdir(folder);
  const writer = new RunWriter({ folder, name: "sorted", definition, forms: jsonLines, runBytes });
  const take = (rows: readonly Row[]): void => {
    writer.takeRows(rows);
    writer.endStretch();
  };
  take(first);
  for await (const batch of rest) take(batch);
  const { runs } = writer.close();
  const merger = new RangeMerger();
  const placed = runs.map((run) => ({ folder, run }));
  try {
    for (const range of planRanges(placed, rangeBytes >> 2)) {
      const { bytes, starts, ends } = merger.merge(range, true).lines;
      const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      yield Array.from(
        starts,
        (start, row): Row => JSON.parse(lines.toString("utf8", start, ends[row])),
      );
    }
  } finally {
    merger.close();
  }
}

const jsonLines: RowForms = {
  store: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`),
  add() {},
  summary: () => undefined,
  forms: {},
};

async function* inBatches(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}
