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
  task: HashTask,
  onBytes: (more: number) => void = () => {},
): Promise<FileFacts> {
  const thread = new Worker(workerUrl(), { workerData: task });
  return new Promise((resolve, reject) => {
    const tell = (more: number): void => {
      try {
        onBytes(more);
      } catch (error) {
        // Who is told may stop the work; the thread is no reason to stay.
        thread.unref();
        reject(error);
      }
    };
    thread.on("message", (message: HashMessage) => {
      if ("more" in message) tell(message.more);
      else if ("facts" in message) resolve(message.facts);
      else {
        const { error } = message;
        reject(withPath(Object.assign(new Error(error.message), error), task.path));
      }
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
