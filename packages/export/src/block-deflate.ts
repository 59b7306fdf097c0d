import { promisify } from "node:util";
import { constants, crc32, deflateRaw } from "node:zlib";
import { BlockBorder, searchedBytes } from "./block-border.ts";

const deflate = promisify<Buffer, object, Buffer>(deflateRaw);

/** The least size of the first block of a file: most files are no larger. The output depends on this number. */
export const firstBlockBytes: number = 1 << 20;

/** The least size of the other blocks. The output depends on this number too, and on no other one here. */
const leastBlockBytes = 7 << 16;

/** As many as the pool of Node has threads, unless told otherwise. */
const blocksAtOnce = 4;

/** What comes out of a block is taken in pieces of this size: nearly always one. */
const outputBytes = 1 << 18;
const leastOutputBytes = 1 << 10;

/** How far back deflate may refer: the end of the block before serves as its dictionary. */
const windowBytes = 1 << 15;

/** Where a block ends is looked for in steps of this size. */
const stepBytes = 1 << 14;

/** Deflated blocks of an archive before this one, by all that their bytes hang on. */
export interface BlockStore {
  find(key: string): Promise<Buffer | undefined>;
  /** Told of every block of this archive, but those that are a whole file, and where in it they lie. */
  add(key: string, position: number, deflated: Buffer): void;
}

/** A file that was deflated as a whole, as one block. */
export interface DeflatedFile {
  readonly crc32: number;
  readonly bytes: number;
  readonly deflated: Buffer;
}

/**
 * Deflates a file of one block.
 *
 * @param content of 1 to `firstBlockBytes` bytes
 */
export async function deflateFile(content: Buffer, level: number): Promise<DeflatedFile> {
  const { Z_FINISH: finishFlush } = constants;
  const deflated = await deflateBlock({ level, finishFlush, dictionaryBytes: 0, bytes: content });
  return { crc32: crc32(content), bytes: content.length, deflated };
}

/** Something to deflate: a dictionary, if there is one, and a block behind it. */
interface BlockInput {
  readonly level: number;
  readonly finishFlush: number;
  readonly dictionaryBytes: number;
  readonly bytes: Buffer;
}

interface BlockOutput {
  readonly key: string | undefined;
  readonly deflated: Buffer;
}

/**
 * Deflates blocks of a file on several threads, and counts them.
 *
 * What is deflated is cut into blocks anew, each deflated apart with the end of the one before as its dictionary, and
 * put together in order. The bytes depend on the file and on the level, not on how it comes in parts, nor on the number
 * of threads, nor on what a store has. Memory holds a few blocks.
 */
export class BlockDeflate {
  /** Of what came in; right once all has come out. */
  crc32 = 0;
  bytes = 0;
  deflatedBytes = 0;
  readonly #level: number;
  readonly #store: BlockStore | undefined;
  readonly #position: number;
  readonly #jobs: { readonly memory: Buffer; readonly output: Promise<BlockOutput> }[] = [];
  /** The end of the block before, or room for it; then the block that is being filled. */
  #memory: Buffer = newMemory();
  #used = 0;
  #isFirst = true;
  #border: BlockBorder = new BlockBorder(firstBlockBytes);
  #isWhole = false;
  /** Memory that serves again: a file is deflated in that of a few blocks. */
  readonly #spare: Buffer[] = [];

  /** @param position of what comes out, in the archive */
  constructor(level: number, store?: BlockStore, position = 0) {
    this.#level = level;
    this.#store = store;
    this.#position = position;
  }

  /** @param chunks of the file, in any sizes; each is done with when the next one is asked for */
  async *deflate(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, undefined> {
    for await (const chunk of chunks) {
      this.crc32 = crc32(chunk, this.crc32);
      this.bytes += chunk.length;
      yield* this.#fill(chunk);
    }
    this.#start(constants.Z_FINISH);
    yield* this.#handOn(0);
    return undefined;
  }

  async *#fill(chunk: Uint8Array): AsyncGenerator<Buffer> {
    for (let at = 0; at < chunk.length; ) {
      // Only when there is more: the last block must be known as such, and it must not be empty.
      if (this.#isWhole) yield* this.#endBlock();
      const end = windowBytes + this.#used;
      const step = chunk.subarray(at, at + stepBytes);
      const copied = Math.min(step.length, this.#memory.length - end);
      this.#memory.set(step.subarray(0, copied), end);
      const size = this.#border.find(this.#memory.subarray(windowBytes, end + copied));
      const used = size ?? this.#used + copied;
      at += used - this.#used;
      this.#used = used;
      this.#isWhole = size !== undefined;
    }
  }

  async *#endBlock(): AsyncGenerator<Buffer> {
    const full = this.#memory;
    this.#start(constants.Z_SYNC_FLUSH);
    yield* this.#handOn(blocksAtOnce - 1);
    this.#memory = this.#spare.pop() ?? newMemory();
    full.copy(this.#memory, 0, this.#used, this.#used + windowBytes);
    this.#used = 0;
    this.#isFirst = false;
    this.#border = new BlockBorder(leastBlockBytes);
    this.#isWhole = false;
  }

  #start(finishFlush: number): void {
    const memory = this.#memory;
    const dictionaryBytes = this.#isFirst ? 0 : windowBytes;
    const bytes = memory.subarray(windowBytes - dictionaryBytes, windowBytes + this.#used);
    const input = { level: this.#level, finishFlush, dictionaryBytes, bytes };
    const output = makeBlock(input, this.#store);
    // Whoever waits for it is told; until then it is nobody's.
    output.catch(() => {});
    this.#jobs.push({ memory, output });
  }

  /** Hands on what is deflated, in order, until so many are left under way. */
  async *#handOn(left: number): AsyncGenerator<Buffer> {
    while (this.#jobs.length > left) {
      const job = this.#jobs.shift();
      if (job === undefined) return;
      const { key, deflated } = await job.output;
      this.#spare.push(job.memory);
      if (key !== undefined) this.#store?.add(key, this.#position + this.deflatedBytes, deflated);
      this.deflatedBytes += deflated.length;
      yield deflated;
    }
  }
}

const newMemory = (): Buffer =>
  Buffer.allocUnsafeSlow(windowBytes + firstBlockBytes + searchedBytes);

/** Takes a block from the store, or deflates it. */
async function makeBlock(input: BlockInput, store: BlockStore | undefined): Promise<BlockOutput> {
  const { finishFlush, dictionaryBytes } = input;
  const isWholeFile = dictionaryBytes === 0 && finishFlush === constants.Z_FINISH;
  const key = store === undefined || isWholeFile ? undefined : await keyOf(input);
  const kept = key === undefined ? undefined : await store?.find(key);
  return { key, deflated: kept ?? (await deflateBlock(input)) };
}

function deflateBlock({ level, finishFlush, dictionaryBytes, bytes }: BlockInput): Promise<Buffer> {
  const dictionary = bytes.subarray(0, dictionaryBytes);
  return deflate(bytes.subarray(dictionaryBytes), {
    level,
    finishFlush,
    // No more memory than there is to deflate: of many small files the garbage collector would run again and again.
    chunkSize: Math.min(outputBytes, Math.max(leastOutputBytes, bytes.length)),
    ...(dictionaryBytes > 0 && { dictionary }),
  });
}

/** All that the deflated bytes hang on. */
async function keyOf({ level, finishFlush, dictionaryBytes, bytes }: BlockInput): Promise<string> {
  const hash = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("base64");
  const { versions, arch } = process;
  return [versions.zlib, arch, level, finishFlush, dictionaryBytes, hash].join(" ");
}
