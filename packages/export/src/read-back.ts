// EDGE: disk. Proves that what lies on the disk is what was written.
import { join } from "node:path";
import { followStage, SourcebookError, type WorkOptions } from "@sourcebook/schema";
import { allDone } from "./all-done.ts";
import { type Disk, type FileFacts, hashBlocks, hashingBlocks, nodeDisk } from "./disk.ts";
import { followBytes } from "./follow.ts";
import { hashInThread } from "./hash-thread.ts";
import { readPassing } from "./read-passing.ts";
import type { Receipt } from "./release-plan.ts";
import { DamagedFile } from "./release-reader.ts";

/** Proves, before a release appears, that what lies on the disk is what was written. */
export interface ReleaseProof {
  /** Takes in a file that is written, and may still be on its way to the disk. */
  add(receipt: Receipt): void;
  /** Ends the proof when all files are on the disk. */
  finish(receipts: readonly Receipt[]): Promise<void>;
  /** Stops what is under way. */
  close(): Promise<void>;
}

/** Reads every file of a release back. */
export class ReadBack implements ReleaseProof {
  readonly #disk: Disk;
  readonly #root: string;
  readonly #work: WorkOptions;
  /** Large files that are being read already, by their paths. */
  readonly #begun = new Map<string, Promise<void>>();
  /** How much of them was read before anyone was to be told. */
  readonly #untold = new Map<string, number>();
  #follow: ((path: string, bytes: number) => void) | undefined;
  #hasThread = false;
  #isClosed = false;

  /** @param root the folder of the release */
  constructor(disk: Disk, root: string, work: WorkOptions) {
    this.#disk = disk;
    this.#root = root;
    this.#work = work;
  }

  /** A large file is read while it is on its way to the disk, the first of them in a thread. */
  add(receipt: Receipt): void {
    // Only the real disk can be read in a thread.
    if (receipt.bytes <= worthAThread || this.#disk !== nodeDisk) return;
    const reading = this.#hasThread ? this.#hash(receipt) : this.#hashBeside(receipt);
    this.#hasThread = true;
    const work = assertWritten(receipt, reading);
    // Whoever asks for the end is told.
    work.catch(() => {});
    this.#begun.set(receipt.path, work);
  }

  /** Reads the others, and waits for all. */
  async finish(receipts: readonly Receipt[]): Promise<void> {
    const total = sumBytes(receipts);
    this.#follow = followStage(this.#work, { stage: "read-back", unit: "bytes", total });
    for (const [path, bytes] of this.#untold) this.#follow(path, bytes);
    const left = receipts.filter(({ path }) => !this.#begun.has(path));
    await allDone([...this.#begun.values(), assertAll(left, (receipt) => this.#hash(receipt))]);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#begun.values());
  }

  #hash({ path, bytes }: Receipt): Promise<FileFacts> {
    const blocks = readPassing(this.#disk, join(this.#root, path), bytes);
    return hashBlocks(followBytes(blocks, (more) => this.#tell(path, more)));
  }

  #hashBeside({ path, bytes }: Receipt): Promise<FileFacts> {
    const task = { path: join(this.#root, path), size: bytes };
    return hashInThread(task, (more) => this.#tell(path, more));
  }

  #tell(path: string, bytes: number): void {
    if (this.#isClosed) throw new Error("The release is not read back any more");
    this.#work.signal?.throwIfAborted();
    if (this.#follow) this.#follow(path, bytes);
    else this.#untold.set(path, (this.#untold.get(path) ?? 0) + bytes);
  }
}

/** Holds files against what was written. */
export async function assertAll(
  receipts: readonly Receipt[],
  hash: (receipt: Receipt) => Promise<FileFacts>,
): Promise<void> {
  const left = receipts.toSorted((a, b) => b.bytes - a.bytes);
  const readNext = async (): Promise<void> => {
    for (let receipt = left.shift(); receipt !== undefined; receipt = left.shift()) {
      await assertWritten(receipt, hash(receipt));
    }
  };
  // Most files are small: while one is opened, another is hashed.
  await allDone(Array.from({ length: readersAtOnce }, readNext));
}

const readersAtOnce = 2;

const worthAThread = 1 << 25;

/** The same blocks; fails at their end when they are not those that were written. */
export async function* assertedBlocks(
  receipt: Receipt,
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  assertSame(receipt, yield* hashingBlocks(blocks));
}

export const sumBytes = (receipts: readonly Receipt[]): number =>
  receipts.reduce((total, { bytes }) => total + bytes, 0);

async function assertWritten(receipt: Receipt, reading: Promise<FileFacts>): Promise<void> {
  try {
    assertSame(receipt, await reading);
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    throw writtenOtherwise(receipt.path, `it ${error.message}`);
  }
}

function assertSame(receipt: Receipt, { bytes, sha256 }: FileFacts): void {
  if (bytes === receipt.bytes && sha256 === receipt.sha256) return;
  throw writtenOtherwise(receipt.path, "its bytes are not the ones that were written");
}

export const writtenOtherwise = (path: string, reason: string): SourcebookError =>
  new SourcebookError("IO", {
    what: `What was written does not read back: ${reason}`,
    where: { path },
    fix: "check the disk and cut again; nothing was published",
  });
