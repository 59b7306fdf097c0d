// EDGE: starts a thread, and stops it when it takes too long or too much memory.
import { Worker } from "node:worker_threads";
import type { ParquetBatch } from "./read-batches.ts";
import type { ParquetWork } from "./worker.ts";

/**
 * Reads a Parquet file in a thread of its own. hyparquet believes what a file says of itself: a few wrong
 * bytes keep it busy for ever, or fill the memory, and then only the thread's end helps.
 */
export async function* readInWorker(bytes: ArrayBuffer): AsyncGenerator<ParquetBatch> {
  const megabytes = bytes.byteLength / 1_000_000;
  const mostMilliseconds = 3000 + megabytes * 500;
  const mostMemory = process.memoryUsage.rss() + 250_000_000 + bytes.byteLength * 8;
  const workerData: ParquetWork = { bytes };
  const worker = new Worker(workerUrl(), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 8 },
  });
  try {
    for (;;) {
      const batch = await nextBatch(worker, mostMilliseconds, mostMemory);
      if (batch.kind === "end") return;
      yield batch;
      if (batch.kind !== "rows") return;
    }
  } finally {
    await worker.terminate();
  }
}

// Beside this file in the sources; an entry of its own beside the bundle.
const workerUrl = (): URL =>
  new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./parquet-worker.js", import.meta.url);

const WATCH_MILLISECONDS = 50;

function nextBatch(
  worker: Worker,
  mostMilliseconds: number,
  mostMemory: number,
): Promise<ParquetBatch> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const settle = (finish: () => void) => {
      clearInterval(watch);
      worker.off("message", take);
      worker.off("error", fail);
      finish();
    };
    const take = (batch: ParquetBatch) => settle(() => resolve(batch));
    const astray = (message: string) => take({ kind: "invalid", message });
    const fail = (error: NodeJS.ErrnoException) =>
      error.code === "ERR_WORKER_OUT_OF_MEMORY" ? astray(tooMuch) : settle(() => reject(error));
    const watch = setInterval(() => {
      if (performance.now() - start > mostMilliseconds) astray("reading it comes to no end");
      else if (process.memoryUsage.rss() > mostMemory) astray(tooMuch);
    }, WATCH_MILLISECONDS);
    worker.once("message", take);
    worker.once("error", fail);
    worker.postMessage("next");
  });
}

const tooMuch = "reading it takes too much memory";
