// EDGE: runs in a thread of its own, which can be stopped when a file sends hyparquet astray.
import { parentPort, workerData } from "node:worker_threads";
import { readBatches } from "./read-batches.ts";

/** What the thread is given. */
export interface ParquetWork {
  readonly bytes: ArrayBuffer;
}

const { bytes } = workerData as ParquetWork;
const batches = readBatches(bytes);

// A batch is made only when it is asked for, so that memory holds one.
parentPort?.on("message", async () => {
  const { value } = await batches.next();
  parentPort?.postMessage(value ?? { kind: "end" });
});
