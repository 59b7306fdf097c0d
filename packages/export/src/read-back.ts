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

/** Proves that the files on the disk are those that were written. */
export async function readBack(
  disk: Disk,
  root: string,
  receipts: readonly Receipt[],
  work: WorkOptions,
): Promise<void> {
  const total = sumBytes(receipts);
  const follow = followStage(work, { stage: "read-back", unit: "bytes", total });
  await assertAll(disk, receipts, {
    hash({ path, bytes }) {
      const blocks = readPassing(disk, join(root, path), bytes);
      return hashBlocks(followBytes(blocks, (more) => follow(path, more)));
    },
    hashBeside: ({ path, bytes }) =>
      hashInThread({ path: join(root, path), size: bytes }, (more) => follow(path, more)),
  });
}

/** How files are read back: here, or in a thread. */
interface ReadingBack {
  hash(receipt: Receipt): Promise<FileFacts>;
  hashBeside?(receipt: Receipt): Promise<FileFacts>;
}

/** Holds files against what was written: the largest in a thread, where one is given and worth its start. */
export async function assertAll(
  disk: Disk,
  receipts: readonly Receipt[],
  { hash, hashBeside }: ReadingBack,
): Promise<void> {
  const left = receipts.toSorted((a, b) => b.bytes - a.bytes);
  const works: Promise<void>[] = [];
  // Only the real disk can be read in a thread.
  if (hashBeside && disk === nodeDisk && (left[0]?.bytes ?? 0) > worthAThread) {
    const [largest] = left.splice(0, 1) as [Receipt];
    works.push(assertWritten(largest, hashBeside(largest)));
  }
  const readNext = async (): Promise<void> => {
    for (let receipt = left.shift(); receipt !== undefined; receipt = left.shift()) {
      await assertWritten(receipt, hash(receipt));
    }
  };
  // Most files are small: while one is opened, another is hashed.
  for (let reader = 0; reader < readersAtOnce; reader += 1) works.push(readNext());
  await allDone(works);
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
