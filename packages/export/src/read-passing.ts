// EDGE: disk. Reads a large file in blocks that share their memory.
import type { Disk } from "./disk.ts";
import { withPath } from "./system-error.ts";

/**
 * Reads a file in blocks, each good until the next one is asked for: the one after it is read meanwhile.
 *
 * New memory for each block costs more than reading it, because the garbage collector runs for it again and again.
 *
 * @param size in bytes, where it is known: of a small file no more memory is taken
 */
export async function* readPassing(
  disk: Disk,
  path: string,
  size: number = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array, undefined> {
  try {
    const file = await disk.open(path, "r");
    try {
      // One more than there should be, so that a file that has grown is noticed at once.
      const length = Math.min(blockBytes, size + 1);
      let [here, ahead] = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)];
      let position = 0;
      let reading = file.read(here, 0, length, position);
      try {
        for (;;) {
          const { bytesRead } = await reading;
          if (bytesRead === 0) break;
          position += bytesRead;
          reading = file.read(ahead, 0, length, position);
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
