// EDGE: waits for a thread, and tells when it takes too long or too much memory.
import type { Worker } from "node:worker_threads";

/** Where a thread counts as gone astray. */
export interface WorkerBounds {
  /** That the process computes: on a busy machine, it may wait much longer for its turn. */
  readonly mostMilliseconds: number;
  /** Of the whole process, in bytes. */
  readonly mostMemory: number;
}

/** What a thread has to say, or why it is not waited for any longer. */
export type WorkerAnswer<Message> = { readonly message: Message } | { readonly astray: string };

/** How much of the system's memory a thread may take beside its heap is seen from outside only. */
export const workerLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 8 } as const;

const WATCH_MILLISECONDS = 25;
// A thread that waits and computes nothing is ended too, some time.
const MOST_WAITING = 20;

/**
 * Asks a thread for its next message: `"next"` is posted to it. Libraries that read files believe what a file
 * says of itself: a few wrong bytes keep them busy for ever, or fill the memory, and then only the thread's
 * end helps, which is up to the caller.
 */
export function nextMessage<Message>(
  worker: Worker,
  { mostMilliseconds, mostMemory }: WorkerBounds,
): Promise<WorkerAnswer<Message>> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const computedBefore = process.cpuUsage();
    const settle = (finish: () => void) => {
      clearInterval(watch);
      worker.off("message", take);
      worker.off("error", fail);
      finish();
    };
    const take = (message: Message) => settle(() => resolve({ message }));
    const astray = (reason: string) => settle(() => resolve({ astray: reason }));
    const fail = (error: NodeJS.ErrnoException) =>
      error.code === "ERR_WORKER_OUT_OF_MEMORY" ? astray(tooMuch) : settle(() => reject(error));
    const watch = setInterval(() => {
      const { user, system } = process.cpuUsage(computedBefore);
      const computed = (user + system) / 1000;
      const waited = performance.now() - start;
      if (Math.max(computed, waited / MOST_WAITING) > mostMilliseconds) astray(endless);
      else if (process.memoryUsage.rss() > mostMemory) astray(tooMuch);
    }, WATCH_MILLISECONDS);
    worker.once("message", take);
    worker.once("error", fail);
    worker.postMessage("next");
  });
}

const endless = "reading it comes to no end";
const tooMuch = "reading it takes too much memory";
