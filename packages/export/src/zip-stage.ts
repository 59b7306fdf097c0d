// EDGE: disk. Packs a release while its files are being made, and proves that the zip holds them.
import { join } from "node:path";
import { followStage, type WorkOptions } from "@sourcebook/schema";
import { allDone } from "./all-done.ts";
import { type DeflatedFile, deflateFile, firstBlockBytes } from "./block-deflate.ts";
import { createFile, type Disk, hashBlocks, readBlocks } from "./disk.ts";
import { followBytes } from "./follow.ts";
import type { KeptBlocks } from "./kept-blocks.ts";
import {
  assertAll,
  assertedBlocks,
  type ReleaseProof,
  sumBytes,
  writtenOtherwise,
} from "./read-back.ts";
import { readPassing } from "./read-passing.ts";
import type { Receipt } from "./release-plan.ts";
import { formatZip, loadZip, zipLevel } from "./zip-writer.ts";

/** The zip of a release that is being written. What goes into it is read from the disk, and held against receipts. */
export class ZipStage implements ReleaseProof {
  readonly #disk: Disk;
  readonly #root: string;
  readonly #zip: string;
  readonly #work: WorkOptions;
  readonly #kept: KeptBlocks | undefined;
  /** Small files, by their paths. */
  readonly #deflated = new Map<string, DeflatedFile>();
  #deflatedBytes = 0;
  /** Each deflates one small file after another. */
  readonly #lanes: Promise<void>[] = Array.from({ length: filesAtOnce }, () => Promise.resolve());
  #next = 0;
  #isClosed = false;

  /**
   * @param root the folder of the release
   * @param zip where the zip is written
   */
  constructor(
    disk: Disk,
    { root, zip }: { readonly root: string; readonly zip: string },
    work: WorkOptions,
    kept?: KeptBlocks,
  ) {
    this.#disk = disk;
    this.#root = root;
    this.#zip = zip;
    this.#work = work;
    this.#kept = kept;
  }

  /** A small file is deflated while others are still being made. */
  add(receipt: Receipt): void {
    // There is time to load what packs, too; who packs is told if it fails.
    loadZip().catch(() => {});
    if (receipt.bytes === 0 || receipt.bytes > firstBlockBytes) return;
    const lane = this.#next++ % filesAtOnce;
    const work = Promise.resolve(this.#lanes[lane]).then(() => this.#deflate(receipt));
    // Whoever writes the zip is told, if it comes to that.
    work.catch(() => {});
    this.#lanes[lane] = work;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#lanes);
  }

  /** Writes the zip and reads it back. */
  async finish(receipts: readonly Receipt[]): Promise<void> {
    await allDone(this.#lanes);
    const total = sumBytes(receipts);
    const pack = followStage(this.#work, { stage: "zip", unit: "bytes", total });
    const sources = receipts.map((receipt) => ({
      path: receipt.path,
      read: () =>
        assertedBlocks(receipt, readPassing(this.#disk, this.#path(receipt), receipt.bytes)),
      deflated: this.#deflated.get(receipt.path),
    }));
    const content = formatZip(sources, { store: this.#kept, onBytes: pack });
    try {
      await createFile(this.#disk, this.#zip, content, { signal: this.#work.signal });
    } finally {
      // The zip of this release may take its place.
      await this.#kept?.close();
    }

    // Read back by another library than wrote it: the one that writes reports too few of its faults.
    const { openArchive } = await import("./zip-reader.ts");
    const { reader, faults } = await openArchive(this.#disk, this.#zip);
    if (reader === undefined || reader.entries.length !== receipts.length) {
      throw writtenOtherwise(this.#zip, faults[0]?.message ?? "it does not hold every file");
    }
    const follow = followStage(this.#work, { stage: "read-zip", unit: "bytes", total });
    // Node inflates in threads of its own; one of ours would take 60 MB beside.
    await assertAll(receipts, ({ path: member }) =>
      hashBlocks(followBytes(reader.read(member), (more) => follow(member, more))),
    );
  }

  async #deflate(receipt: Receipt): Promise<void> {
    if (this.#isClosed || this.#deflatedBytes > mostDeflatedBytes) return;
    const blocks: Uint8Array[] = [];
    // One byte more than there should be: so a file that has grown is noticed.
    const reading = readBlocks(this.#disk, this.#path(receipt), 0, receipt.bytes + 1);
    for await (const block of assertedBlocks(receipt, reading)) blocks.push(block);
    const file = await deflateFile(Buffer.concat(blocks), zipLevel);
    this.#deflatedBytes += file.deflated.length;
    this.#deflated.set(receipt.path, file);
  }

  readonly #path = ({ path }: Receipt): string => join(this.#root, path);
}

/** Of the four threads that Node has, two are left to those that write the next files. */
const filesAtOnce = 2;

/** Files beyond are deflated when it is their turn: memory must not grow with a release. */
const mostDeflatedBytes = 1 << 25;
