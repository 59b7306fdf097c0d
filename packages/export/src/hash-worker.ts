// EDGE: runs in a thread of its own; hashes a file.
import { parentPort, workerData } from "node:worker_threads";
import { type FileFacts, hashBlocks, nodeDisk } from "./disk.ts";
import { followBytes } from "./follow.ts";
import { readPassing } from "./read-passing.ts";
import { DamagedFile } from "./release-reader.ts";

/** A file on disk of so many bytes, or one that an archive on disk holds. */
export type HashTask =
  | { readonly path: string; readonly size: number }
  | { readonly path: string; readonly member: string };

export type HashMessage =
  | { readonly more: number }
  | { readonly facts: FileFacts }
  | { readonly damage: string }
  /** An error loses all but its words on the way, so what the system says of it is sent beside. */
  | { readonly error: Pick<NodeJS.ErrnoException, "message" | "code" | "errno" | "syscall"> };

const post = (message: HashMessage): void => parentPort?.postMessage(message);

try {
  let waiting = 0;
  const blocks = followBytes(await openTask(workerData as HashTask), (more) => {
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
  if (error instanceof DamagedFile) post({ damage: message });
  else post({ error: { message, ...(syscall !== undefined && { code, errno, syscall }) } });
}

async function openTask(task: HashTask): Promise<AsyncIterable<Uint8Array>> {
  if ("size" in task) return readPassing(nodeDisk, task.path, task.size);
  const { openArchive } = await import("./zip-reader.ts");
  const { reader, faults } = await openArchive(nodeDisk, task.path);
  if (reader === undefined) throw new DamagedFile(faults[0]?.message ?? "is not looked into");
  return reader.read(task.member);
}
