// EDGE: hashes a file in a thread of its own.
import { Worker } from "node:worker_threads";
import type { FileFacts } from "./disk.ts";
import type { HashMessage, HashTask } from "./hash-worker.ts";
import { withPath } from "./system-error.ts";

/**
 * Reads a file from start to end in a thread, while this one does something else.
 *
 * @param onBytes told now and then how many more bytes have been read
 */
export function hashInThread(
  path: string,
  size: number,
  onBytes: (more: number) => void = () => {},
): Promise<FileFacts> {
  const thread = new Worker(workerUrl(), { workerData: { path, size } satisfies HashTask });
  return new Promise((resolve, reject) => {
    thread.on("message", (message: HashMessage) => {
      if ("more" in message) onBytes(message.more);
      else if ("facts" in message) resolve(message.facts);
      else reject(withPath(Object.assign(new Error(message.error.message), message.error), path));
    });
    thread.on("error", reject);
    thread.on("exit", () => reject(new Error("A thread has ended before its work was done")));
  });
}

// Beside this file in the sources; an entry of its own beside the bundle.
const workerUrl = (): URL =>
  new URL(
    import.meta.url.endsWith(".ts") ? "./hash-worker.ts" : "./hash-worker.js",
    import.meta.url,
  );
