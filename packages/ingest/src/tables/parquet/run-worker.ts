// EDGE: starts a thread, and stops it when it takes too long or too much memory.
import { Worker } from "node:worker_threads";
import { nextMessage, workerLimits } from "../../bounded-worker.ts";
import type { ParquetBatch } from "./read-batches.ts";
import type { ParquetWork } from "./worker.ts";

/** Reads a Parquet file in a thread of its own, which is ended when the file sends hyparquet astray. */
export async function* readInWorker(bytes: ArrayBuffer): AsyncGenerator<ParquetBatch> {
  const megabytes = bytes.byteLength / 1_000_000;
  const bounds = {
    mostMilliseconds: 3000 + megabytes * 500,
    mostMemory: process.memoryUsage.rss() + 250_000_000 + bytes.byteLength * 8,
  };
  const workerData: ParquetWork = { bytes };
  const worker = new Worker(workerUrl(), { workerData, resourceLimits: workerLimits });
  try {
    for (;;) {
      const answer = await nextMessage<ParquetBatch>(worker, bounds);
      if ("astray" in answer) {
        yield { kind: "invalid", message: answer.astray };
        return;
      }
      const batch = answer.message;
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
