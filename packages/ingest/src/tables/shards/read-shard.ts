// EDGE: has threads read the files of a table.
import { mkdir } from "node:fs/promises";
import type { TableDefinition } from "@sourcebook/schema";
import type { TableAssertions } from "../assertions.ts";
import { checkHeader } from "../check-header.ts";
import { readLabels } from "../csv-batch.ts";
import type { TableInput } from "../raw-table.ts";
import { delimiterByte, MAX_RECORD_BYTES } from "../read-csv.ts";
import { delimiterOf, type LocatedInput } from "../read-rows.ts";
import { scanCsv } from "../scan-csv.ts";
import { toUtf8 } from "../to-utf8.ts";
import type { Tally } from "./piece.ts";
import type { Run, ShardFile, Stretch } from "./run.ts";
import { type SharedBytes, splitRecords } from "./split-records.ts";
import { oncePerThread } from "./thread-pool.ts";
import type { ShardResult, ShardSetup, ShardTask } from "./worker.ts";
import type { Workshop } from "./workshop.ts";

/** A table whose files are to be read, if nothing is wrong with them. */
export interface UnprovedTable {
  readonly definition: TableDefinition;
  readonly isBuiltIn: boolean;
  readonly assertions: readonly TableAssertions[];
  readonly inputs: readonly LocatedInput[];
  open(path: string): TableInput;
  /** What a file was that has been read to its end. */
  hashOf(path: string): { readonly bytes: number; readonly sha256: string } | undefined;
  sizeOf(path: string): number | undefined;
  /** Is told how many more rows have been read. */
  step(rows: number): void;
}

/** What one file of a table came to. All of it is plain values: it can be kept, or made elsewhere. */
export interface Shard {
  readonly folder: string;
  readonly rows: number;
  readonly files: readonly ShardFile[];
  readonly runs: readonly Run[];
  /** In the order of the file. */
  readonly stretches: readonly Stretch[];
  readonly tallies: readonly Tally[];
  readonly summaries: readonly unknown[];
}

/** A file that threads are at work on: all of it has been handed to them. */
export interface ReadingShard {
  /** Nothing when it cannot be proved that all is right with the file. */
  readonly done: Promise<Shard | undefined>;
}

/**
 * Has threads read one file of a table. The next file may follow as soon as all of this one is handed to them.
 *
 * When it cannot be proved that all is right with the file, it is to be read by the plain way, which says what is
 * wrong, and where.
 */
export async function readShard(
  table: UnprovedTable,
  { path, source, format }: LocatedInput,
  workshop: Workshop,
): Promise<ReadingShard> {
  const delimiter = format === "csv" ? delimiterByte(delimiterOf(path, source)) : undefined;
  if (delimiter === undefined) return unproved;
  const utf8 = await toUtf8(table.open(path).open({ reusesMemory: true }), source.encoding);
  if ("code" in utf8) return unproved;
  const { pieceBytes, runBytes, memory, forms, compares } = workshop;
  const pieces = splitRecords(utf8.chunks, { pieceBytes, mostBytes: MAX_RECORD_BYTES, memory });
  let reading: OpenShard | undefined;
  try {
    let step = await pieces.next();
    for (; !step.done && reading?.isProved !== false; step = await pieces.next()) {
      let bytes = step.value;
      if (reading === undefined) {
        const start = readHeader(bytes, delimiter);
        if (start === undefined) return unproved;
        const { definition, isBuiltIn, assertions } = table;
        const { id, folder } = await workshop.nextShard();
        await mkdir(folder);
        const { header } = start;
        const about = { definition, isBuiltIn, source, assertions, forms, compares, runBytes };
        reading = new OpenShard(table, { id, folder, header, delimiter, ...about }, workshop);
        bytes = bytes.subarray(start.length);
      }
      await reading.hand(bytes);
    }
    return reading === undefined ? unproved : { done: reading.finish(step.value !== false) };
  } finally {
    await pieces.return(false);
  }
}

const unproved: ReadingShard = { done: Promise.resolve(undefined) };

/** What threads hold of a file while they read it. */
class OpenShard {
  isProved = true;
  private readonly table: UnprovedTable;
  private readonly setup: ShardSetup;
  private readonly workshop: Workshop;
  private readonly stretches: Promise<Stretch | undefined>[] = [];
  private readonly setupFor: ReturnType<typeof oncePerThread<ShardSetup>>;
  private readonly end: () => void;

  constructor(table: UnprovedTable, setup: ShardSetup, workshop: Workshop) {
    this.table = table;
    this.setup = setup;
    this.setupFor = oncePerThread(setup);
    this.workshop = workshop;
    this.end = workshop.begin(setup.id);
  }

  /** Hands a piece to a thread, as soon as one is free. */
  async hand(bytes: SharedBytes): Promise<void> {
    const { setup, workshop, table } = this;
    const { done } = await workshop.pool.runIn(
      (thread): ShardTask => ({ kind: "piece", id: setup.id, bytes, ...this.setupFor(thread) }),
    );
    const stretch = done.then((result) => {
      if (result.kind !== "piece") {
        this.isProved = false;
        return undefined;
      }
      workshop.memory.give(bytes);
      table.step(result.stretch?.rows ?? 0);
      return result.stretch;
    });
    stretch.catch(() => {
      this.isProved = false;
    });
    this.stretches.push(stretch);
  }

  /**
   * Has every thread write out what it holds, once it is done with its pieces.
   *
   * @param isWhole all pieces of the file were handed on
   */
  finish(isWhole: boolean): Promise<Shard | undefined> {
    const { id, folder } = this.setup;
    const finishing = this.workshop.pool.runInEach({ kind: "finish", id });
    const done = this.collect(folder, finishing, isWhole);
    // Whoever asked for the file may look at its outcome much later.
    done.catch(() => {});
    return done;
  }

  private async collect(
    folder: string,
    finishing: Promise<readonly ShardResult[]>,
    isWhole: boolean,
  ): Promise<Shard | undefined> {
    const results = await finishing;
    const found = (await Promise.all(this.stretches)).filter((stretch) => stretch !== undefined);
    this.end();
    if (!this.isProved || !isWhole) return undefined;
    const finished = results.filter((result) => result.kind === "finished");
    return {
      folder,
      rows: found.reduce((sum, { rows }) => sum + rows, 0),
      files: finished.flatMap(({ files }) => files),
      runs: finished.flatMap(({ runs }) => runs),
      stretches: found,
      tallies: finished.flatMap(({ tally }) => tally ?? []),
      summaries: finished.flatMap((result) => ("summary" in result ? [result.summary] : [])),
    };
  }
}

/** The names of the columns, and how many bytes they take; nothing when something is odd about them. */
function readHeader(
  bytes: Uint8Array,
  delimiter: number,
): { readonly header: readonly string[]; readonly length: number } | undefined {
  const scan = scanCsv(bytes, { delimiter, isLast: true, maxRecords: 1 });
  if (scan.lineEnd !== "lf") return undefined;
  const { header, faults, placeOf } = readLabels(scan, "utf-8");
  const isSound = faults.length + checkHeader(header, placeOf).length === 0;
  return isSound ? { header, length: scan.consumed } : undefined;
}
