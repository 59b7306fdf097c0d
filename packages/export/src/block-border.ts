import { crc32 } from "node:zlib";

/** How far behind its least size a block ends at the most; on average, an eighth of that. */
export const searchedBytes: number = 1 << 19;

const lineEnd = 0x0a;

/** The chance of a line to end a block, for each of its bytes, out of all values of its checksum. */
const chance = 2 ** 32 / (searchedBytes / 8);

/**
 * Looks for the end of a block: behind a line that is chosen by its own bytes, so that blocks end at the same lines
 * again when rows before them were inserted or removed. A long line has more chances than a short one: what the
 * lines of a file are like does not matter to the size of its blocks.
 */
export class BlockBorder {
  readonly #most: number;
  /** Where the line begins that is looked at next. */
  #line: number;

  constructor(leastBytes: number) {
    this.#line = leastBytes;
    this.#most = leastBytes + searchedBytes;
  }

  /**
   * @param block what is known of it, and what follows; more of it each time
   * @returns the size of the block; nothing when more must be known
   */
  find(block: Buffer): number | undefined {
    const within = block.subarray(0, this.#most);
    for (;;) {
      const end = within.indexOf(lineEnd, this.#line) + 1;
      if (end === 0) return within.length === this.#most ? this.#most : undefined;
      const line = within.subarray(this.#line, end);
      if (crc32(line) < line.length * chance) return end;
      this.#line = end;
    }
  }
}
