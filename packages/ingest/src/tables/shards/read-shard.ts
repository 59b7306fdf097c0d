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
import { splitRecords } from "./split-records.ts";
import type { ShardSetup } from "./worker.ts";
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

/**
 * Reads one file of a table in threads.
 *
 * @returns nothing when it cannot be proved that all is right with it: then the file is to be read by the plain
 *   way, which says what is wrong, and where
 */
export async function readShard(
  table: UnprovedTable,
  { path, source, format }: LocatedInput,
  workshop: Workshop,
): Promise<Shard | undefined> {
  const delimiter = format === "csv" ? delimiterByte(delimiterOf(path, source)) : undefined;
  if (delimiter === undefined) return undefined;
  const utf8 = await toUtf8(table.open(path).open({ reusesMemory: true }), source.encoding);
  if ("code" in utf8) return undefined;
  const { pool, pieceBytes, runBytes, memory } = workshop;
  const { id, folder } = await workshop.nextShard();
  await mkdir(folder);
  const stretches: Promise<Stretch | undefined>[] = [];
  let isProved = true;
  let setup: ShardSetup | undefined;
  const end = workshop.begin(id);
  const options = { pieceBytes, mostBytes: MAX_RECORD_BYTES, memory };
  const pieces = splitRecords(utf8.chunks, options);
  try {
    let step = await pieces.next();
    for (; !step.done && isProved; step = await pieces.next()) {
      let bytes = step.value;
      if (setup === undefined) {
        const start = readHeader(bytes, delimiter);
        if (start === undefined) return undefined;
        const { definition, isBuiltIn, assertions } = table;
        const { header } = start;
        const { forms } = workshop;
        const about = { definition, isBuiltIn, source, assertions, forms, runBytes };
        setup = { id, folder, header, delimiter, ...about };
        bytes = bytes.subarray(start.length);
      }
      const { done } = await pool.run({ kind: "piece", setup, bytes });
      const stretch = done.then((result) => {
        if (result.kind !== "piece") {
          isProved = false;
          return undefined;
        }
        memory.give(bytes);
        table.step(result.stretch?.rows ?? 0);
        return result.stretch;
      });
      stretch.catch(() => {
        isProved = false;
      });
      stretches.push(stretch);
    }
    if (setup === undefined || step.value === false) isProved = false;
    const found = (await Promise.all(stretches)).filter((stretch) => stretch !== undefined);
    const finished = (await pool.runInEach({ kind: "finish", id })).filter(
      (result) => result.kind === "finished",
    );
    end();
    if (!isProved) return undefined;
    return {
      folder,
      rows: found.reduce((sum, { rows }) => sum + rows, 0),
      files: finished.flatMap(({ files }) => files),
      runs: finished.flatMap(({ runs }) => runs),
      stretches: found,
      tallies: finished.flatMap(({ tally }) => tally ?? []),
      summaries: finished.flatMap((result) => ("summary" in result ? [result.summary] : [])),
    };
  } finally {
    await pieces.return(false);
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
