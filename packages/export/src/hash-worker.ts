// EDGE: runs in a thread of its own; hashes a file.
import { parentPort, workerData } from "node:worker_threads";
import { type FileFacts, hashBlocks, nodeDisk } from "./disk.ts";
import { followBytes } from "./follow.ts";
import { readPassing } from "./read-passing.ts";

export interface HashTask {
  readonly path: string;
  readonly size: number;
}

export type HashMessage =
  | { readonly more: number }
  | { readonly facts: FileFacts }
  /** An error loses all but its words on the way, so what the system says of it is sent beside. */
  | { readonly error: Pick<NodeJS.ErrnoException, "message" | "code" | "errno" | "syscall"> };

const post = (message: HashMessage): void => parentPort?.postMessage(message);

try {
  let waiting = 0;
  const { path, size } = workerData as HashTask;
  const blocks = followBytes(readPassing(nodeDisk, path, size), (more) => {
    waiting += more;
    if (waiting < 1 << 24) return;
    post({ more: waiting });
    waiting = 0;
  });
  const facts = await hashBlocks(blocks);
  post({ more: waiting });
  post({ facts });
} catch (error) {
  const { message, code, errno, syscall } = error as NodeJS.ErrnoException;
  post({ error: { message, ...(syscall !== undefined && { code, errno, syscall }) } });
}
