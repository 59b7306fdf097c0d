// EDGE: disk. Reads a large file in blocks that share their memory.
import type { Disk } from "./disk.ts";
import { withPath } from "./system-error.ts";

/**
 * Reads a file in blocks, each good until the next one is asked for: the one after it is read meanwhile.
 *
 * New memory for each block costs more than reading it, because the garbage collector runs for it again and again.
 */
export async function* readPassing(
  disk: Disk,
  path: string,
): AsyncGenerator<Uint8Array, undefined> {
  try {
    const file = await disk.open(path, "r");
    try {
      let [here, ahead] = [Buffer.allocUnsafeSlow(blockBytes), Buffer.allocUnsafeSlow(blockBytes)];
      let position = 0;
      let reading = file.read(here, 0, blockBytes, position);
      try {
        for (;;) {
          const { bytesRead } = await reading;
          if (bytesRead === 0) break;
          position += bytesRead;
          reading = file.read(ahead, 0, blockBytes, position);
          yield here.subarray(0, bytesRead);
          [here, ahead] = [ahead, here];
        }
      } finally {
        // Nobody waits for what was read ahead when the reader has seen enough.
        await reading.catch(() => {});
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw withPath(error, path);
  }
  return undefined;
}

const blockBytes = 1 << 20;
