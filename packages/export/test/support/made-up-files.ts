import { firstBlockBytes } from "../../src/block-deflate.ts";
import type { ZipSource } from "../../src/zip-writer.ts";

/** A file with its content, beside being one to put into an archive. */
export interface MadeUpFile extends ZipSource {
  readonly content: Buffer;
}

const block = firstBlockBytes;
const sizes = [0, 1, 1000, block - 1, block, block + 1, 3 * block + 17];

/**
 * Files of sizes on both sides of the borders of blocks; words that repeat, as in tables.
 *
 * @param chunkBytes in parts of which size they are read
 */
export function madeUpFiles(chunkBytes: number): readonly MadeUpFile[] {
  return sizes.map((bytes) => madeUpFile(`data/${bytes}.csv`, madeUpText(bytes), chunkBytes));
}

export function madeUpFile(path: string, content: Buffer, chunkBytes: number): MadeUpFile {
  return {
    path,
    content,
    async *read() {
      for (let start = 0; start < content.length; start += chunkBytes) {
        yield content.subarray(start, start + chunkBytes);
      }
    },
  };
}

/** Lines of CSV; for each seed others. */
export function madeUpText(bytes: number, seed: number = bytes): Buffer {
  let state = seed + 1;
  let text = "";
  while (text.length < bytes) {
    state = (state * 48_271) % 2_147_483_647;
    text += `${state % 977},station ${state % 53},"rain, wind"\n`;
  }
  return Buffer.from(text).subarray(0, bytes);
}
