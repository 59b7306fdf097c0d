// EDGE: makes files in a thread of its own.
import { Worker } from "node:worker_threads";
import type { Dataset, ExportName, Row, Table } from "@sourcebook/schema";
import type { FormatTask, MadeFile, TableRows, ViewRows } from "./format-worker.ts";

/** What files that hold all tables are made of. */
export interface FormatSource {
  readonly dataset: Dataset;
  readonly views: readonly Table[];
  readonly created: string | undefined;
}

/** By format: the bytes of a file, or `undefined` when the thread could not make it, for whatever reason. */
export type MadeInThread = ReadonlyMap<ExportName, Promise<Uint8Array | undefined>>;

/**
 * Begins to make files that hold all tables, one after the other, while this thread does something else. All rows
 * are copied.
 *
 * @param signal ends the thread; what is not made by then is rejected with its reason
 */
export function formatInThread(
  formats: readonly ExportName[],
  source: FormatSource,
  signal: AbortSignal,
): MadeInThread {
  signal.throwIfAborted();
  const thread = spare.pop() ?? new Worker(workerUrl());
  thread.ref();
  const files = new Map(
    formats.map((format) => [format, Promise.withResolvers<Uint8Array | undefined>()]),
  );
  const giveUp = (): void => {
    for (const { resolve } of files.values()) resolve(undefined);
  };
  const stop = (): void => {
    for (const { reject } of files.values()) reject(signal.reason);
    thread.terminate().catch(() => {});
  };
  const end = (): void => {
    giveUp();
    signal.removeEventListener("abort", stop);
    letGo(thread);
  };
  thread.on("message", ({ format, bytes }: MadeFile) => {
    files.get(format)?.resolve(bytes);
    if (format === formats.at(-1)) end();
  });
  thread.on("error", giveUp).on("exit", giveUp);
  signal.addEventListener("abort", stop);
  handOver(thread, formats, source).catch(() => {
    // The thread waits for rows that will not come.
    giveUp();
    thread.terminate().catch(() => {});
  });

  const promises = [...files].map(([format, { promise }]) => [format, promise] as const);
  // Whoever asks for a file is told; until then it is nobody's.
  for (const [, promise] of promises) promise.catch(() => {});
  return new Map(promises);
}

/** Views are made meanwhile, so that the thread begins with the tables. */
async function handOver(
  thread: Worker,
  formats: readonly ExportName[],
  { dataset: { tables, documents: _, ...dataset }, views, created }: FormatSource,
): Promise<void> {
  const task: FormatTask = {
    formats,
    dataset,
    tables: await Promise.all(
      tables.map(async (table) => ({
        definition: table.definition,
        batches: await batchesOf(table),
      })),
    ),
    views: views.map(({ definition }) => definition),
    created,
  };
  thread.postMessage(task);
  for (const [view, table] of views.entries()) {
    const rows: ViewRows = { view, batches: await batchesOf(table) };
    thread.postMessage(rows);
  }
}

async function batchesOf(table: Table): Promise<TableRows["batches"]> {
  const batches: (readonly Row[])[] = [];
  for await (const batch of table.batches()) batches.push(batch);
  return batches;
}

/** Threads that have nothing to do. They keep no process from its end, and end with it. */
const spare: Worker[] = [];

// By name: Node listens to its threads, too.
function letGo(thread: Worker): void {
  for (const event of ["message", "error", "exit"]) thread.removeAllListeners(event);
  const strike = (): void => {
    if (spare.includes(thread)) spare.splice(spare.indexOf(thread), 1);
  };
  thread.once("error", strike).once("exit", strike);
  spare.push(thread);
  thread.unref();
}

// Beside this file in the sources; an entry of its own beside the bundle.
const workerUrl = (): URL =>
  new URL(
    import.meta.url.endsWith(".ts") ? "./format-worker.ts" : "./format-worker.js",
    import.meta.url,
  );
