import { Transform, type TransformCallback } from "node:stream";
import { promisify } from "node:util";
import { constants, crc32, deflateRaw } from "node:zlib";

const deflate = promisify<Buffer, object, Buffer>(deflateRaw);

/** Of the bytes that are deflated as one piece of work: the output depends on it, and on no other number here. */
export const deflateBlockBytes: number = 1 << 20;

/** As many as the pool of Node has threads, unless told otherwise. */
const blocksAtOnce = 4;

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
  readonly #jobs: Promise<Buffer>[] = [];
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #before: Buffer = Buffer.alloc(0);

  constructor(level: number) {
    super();
    this.#level = level;
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.crc32 = crc32(chunk, this.crc32);
    this.bytes += chunk.length;
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    this.#deflateBlocks().then(() => done(), done);
  }

  override _flush(done: TransformCallback): void {
    this.#start(Buffer.concat(this.#waiting), constants.Z_FINISH);
    this.#handOn(0).then(() => done(), done);
  }

  async #deflateBlocks(): Promise<void> {
    // More than a block: the last one must be known as such, and it must not be empty.
    while (this.#waitingBytes > deflateBlockBytes) {
      const all = Buffer.concat(this.#waiting);
      this.#start(all.subarray(0, deflateBlockBytes), constants.Z_SYNC_FLUSH);
      this.#waiting = [all.subarray(deflateBlockBytes)];
      this.#waitingBytes = all.length - deflateBlockBytes;
      await this.#handOn(blocksAtOnce - 1);
    }
  }

  #start(block: Buffer, finishFlush: number): void {
    const dictionary = this.#before.length > 0 ? { dictionary: this.#before } : {};
    const job = deflate(block, { level: this.#level, finishFlush, ...dictionary });
    // Whoever waits for it is told; until then it is nobody's.
    job.catch(() => {});
    this.#jobs.push(job);
    this.#before = block.subarray(-windowBytes);
  }

  /** Hands on what is deflated, in order, until so many are left under way. */
  async #handOn(left: number): Promise<void> {
    while (this.#jobs.length > left) {
      const deflated = (await this.#jobs.shift()) ?? Buffer.alloc(0);
      this.deflatedBytes += deflated.length;
      this.push(deflated);
    }
  }
}
