import { Transform, type TransformCallback } from "node:stream";
import { promisify } from "node:util";
import { constants, crc32, deflateRaw } from "node:zlib";

const deflate = promisify<Buffer, object, Buffer>(deflateRaw);

/** Of the bytes that are deflated as one piece of work: the output depends on it, and on no other number here. */
export const deflateBlockBytes: number = 1 << 20;

/** As many as the pool of Node has threads, unless told otherwise. */
const blocksAtOnce = 4;

/** What comes out of a block is taken in pieces of this size: nearly always one. */
const outputBytes = 1 << 19;

/** How far back deflate may refer: the end of the block before serves as its dictionary. */
const windowBytes = 1 << 15;

/**
 * Deflates on several threads what passes through, and counts it.
 *
 * Blocks of a fixed size are deflated apart, each with the end of the one before as its dictionary, and
 * put together in order. The bytes depend on what passes and on the level, not on how it comes in parts,
 * nor on the number of threads. Memory holds a few blocks.
 */
export class BlockDeflate extends Transform {
  /** Of what came in; right once all has come out. */
  crc32 = 0;
  bytes = 0;
  deflatedBytes = 0;
  readonly #level: number;
  readonly #jobs: { readonly block: Buffer; readonly deflated: Promise<Buffer> }[] = [];
  /** The block that is being filled. */
  #block: Buffer = Buffer.allocUnsafeSlow(deflateBlockBytes);
  #used = 0;
  /** Blocks that serve again: a file is deflated in the memory of a few. */
  readonly #spare: Buffer[] = [];
  #before: Buffer = Buffer.alloc(0);

  constructor(level: number) {
    super();
    this.#level = level;
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.crc32 = crc32(chunk, this.crc32);
    this.bytes += chunk.length;
    this.#fill(chunk).then(() => done(), done);
  }

  override _flush(done: TransformCallback): void {
    this.#start(constants.Z_FINISH);
    this.#handOn(0).then(() => done(), done);
  }

  async #fill(chunk: Buffer): Promise<void> {
    for (let at = 0; at < chunk.length; ) {
      // Only when there is more: the last block must be known as such, and it must not be empty.
      if (this.#used === deflateBlockBytes) {
        this.#start(constants.Z_SYNC_FLUSH);
        await this.#handOn(blocksAtOnce - 1);
        this.#block = this.#spare.pop() ?? Buffer.allocUnsafeSlow(deflateBlockBytes);
        this.#used = 0;
      }
      const copied = chunk.copy(this.#block, this.#used, at);
      this.#used += copied;
      at += copied;
    }
  }

  #start(finishFlush: number): void {
    const block = this.#block;
    const input = block.subarray(0, this.#used);
    const dictionary = this.#before.length > 0 ? { dictionary: this.#before } : {};
    const options = { level: this.#level, finishFlush, chunkSize: outputBytes, ...dictionary };
    const deflated = deflate(input, options);
    // Whoever waits for it is told; until then it is nobody's.
    deflated.catch(() => {});
    this.#jobs.push({ block, deflated });
    // Copied: the block may serve again while the next one is still being deflated.
    this.#before = Buffer.from(input.subarray(-windowBytes));
  }

  /** Hands on what is deflated, in order, until so many are left under way. */
  async #handOn(left: number): Promise<void> {
    while (this.#jobs.length > left) {
      const job = this.#jobs.shift();
      if (job === undefined) return;
      const deflated = await job.deflated;
      this.#spare.push(job.block);
      this.deflatedBytes += deflated.length;
      this.push(deflated);
    }
  }
}
