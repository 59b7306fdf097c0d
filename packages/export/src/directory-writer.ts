// EDGE: disk. A release is built in a staging folder and appears by one rename.
import { join, posix } from "node:path";
import { followStage, SourcebookError, type WorkOptions } from "@sourcebook/schema";
import {
  createFile,
  createFolder,
  type Disk,
  type FileFacts,
  hashBlocks,
  hashingBlocks,
  lstatIfAny,
  nodeDisk,
  readBlocks,
  syncFolder,
} from "./disk.ts";
import { followBytes } from "./follow.ts";
import { hashInThread } from "./hash-thread.ts";
import { KeptBlocks } from "./kept-blocks.ts";
import { readPassing } from "./read-passing.ts";
import { sumsPath } from "./release-paths.ts";
import type { Receipt, ReleasePlan } from "./release-plan.ts";
import { DamagedFile } from "./release-reader.ts";
import { type ReleasePlaces, removeStaging, replaceVersions } from "./releases-folder.ts";
import type { VersionEntry } from "./versions.ts";
import type { ReleaseWriter } from "./write-release.ts";
import { formatZip, loadZip } from "./zip-writer.ts";

export interface DirectoryOptions extends WorkOptions {
  /** Makes a folder for what the next cut may use again, and returns its path. Unless given, nothing is kept. */
  readonly cacheFolder?: () => Promise<string>;
}

/**
 * Writes a release to disk. Whoever calls holds the lock of the folder and has removed `staging`.
 *
 * @param versions the releases before this one
 * @param work the signal stops it at any moment before the release appears
 */
export async function openDirectoryWriter(
  disk: Disk,
  places: ReleasePlaces,
  plan: Omit<ReleasePlan, "files">,
  versions: readonly VersionEntry[],
  work: DirectoryOptions = {},
): Promise<ReleaseWriter> {
  const { signal, cacheFolder } = work;
  const kept = cacheFolder && new KeptBlocks(cacheFolder);
  const root = join(places.staging, "release");
  const stagedZip = join(places.staging, "release.zip");
  const folders = new Map<string, Promise<void>>();
  let isCommitted = false;

  const makeFolder = async (path: string): Promise<void> => {
    if (path !== ".") await ensureFolder(posix.dirname(path));
    await createFolder(disk, join(root, path));
  };
  const ensureFolder = (path: string): Promise<void> => {
    const made = folders.get(path) ?? makeFolder(path);
    folders.set(path, made);
    return made;
  };

  await createFolder(disk, places.staging);
  return {
    async write(path, content) {
      await ensureFolder(posix.dirname(path));
      const facts = await createFile(disk, join(root, path), content, signal);
      // While files are on their way to the disk there is time to load what packs them; who packs is told if it fails.
      if (plan.zip) loadZip().catch(() => {});
      return { path, ...facts };
    },

    async commit(receipts) {
      await allDone([
        ...[...folders.keys()].map((folder) => syncFolder(disk, join(root, folder))),
        plan.zip
          ? stageZip(disk, root, stagedZip, receipts, work, kept)
          : readBack(disk, root, receipts, work),
      ]);
      await syncFolder(disk, places.staging);
      await assertFree(disk, places, plan.version);

      // An archive without its folder is no release: the next cut puts its own in its place.
      if (plan.zip) await disk.rename(stagedZip, places.zip);
      await syncFolder(disk, places.folder);
      await disk.rename(root, places.release);
      // From here on the release is cut; all that follows the next cut would do as well.
      isCommitted = true;
      await syncFolder(disk, places.folder);
      await replaceVersions(disk, places, plan.name, [
        ...versions,
        versionEntry(plan, receipts, versions),
      ]);
      await removeStaging(disk, places);
      await kept?.keep(places.zip);
    },

    async discard() {
      // What is left of staging tells that the release may not be in the list yet.
      if (!isCommitted) await removeStaging(disk, places);
    },
  };
}

/** Waits for all, also when one of them fails: what is still under way would stand in the way of the removal. */
async function allDone(works: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(works);
  await Promise.all(works);
}

/** Proves that the files on the disk are those that were written. */
async function readBack(
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
async function assertAll(
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

/** Packs the files, proving on the way that they are those that were written, and then that the zip holds them. */
async function stageZip(
  disk: Disk,
  root: string,
  path: string,
  receipts: readonly Receipt[],
  work: WorkOptions,
  kept: KeptBlocks | undefined,
): Promise<void> {
  const total = sumBytes(receipts);
  const pack = followStage(work, { stage: "zip", unit: "bytes", total });
  const sources = receipts.map((receipt) => ({
    path: receipt.path,
    read: () =>
      followBytes(
        assertedBlocks(receipt, readBlocks(disk, join(root, receipt.path), 0, receipt.bytes + 1)),
        (bytes) => pack(receipt.path, bytes),
      ),
  }));
  try {
    await createFile(disk, path, formatZip(sources, kept), work.signal);
  } finally {
    // The zip of this release may take its place.
    await kept?.close();
  }

  // Read back by another library than wrote it: the one that writes reports too few of its faults.
  const { openArchive } = await import("./zip-reader.ts");
  const { reader, faults } = await openArchive(disk, path);
  if (reader === undefined || reader.entries.length !== receipts.length) {
    throw writtenOtherwise(path, faults[0]?.message ?? "it does not hold every file");
  }
  const follow = followStage(work, { stage: "read-zip", unit: "bytes", total });
  // Node inflates in threads of its own; one of ours would take 60 MB beside.
  await assertAll(disk, receipts, {
    hash: ({ path: member }) =>
      hashBlocks(followBytes(reader.read(member), (more) => follow(member, more))),
  });
}

/** The same blocks; fails at their end when they are not those that were written. */
async function* assertedBlocks(
  receipt: Receipt,
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  assertSame(receipt, yield* hashingBlocks(blocks));
}

const sumBytes = (receipts: readonly Receipt[]): number =>
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

async function assertFree(disk: Disk, { release }: ReleasePlaces, version: string): Promise<void> {
  // A rename would silently replace an empty folder.
  if ((await lstatIfAny(disk, release)) !== undefined) throw releaseExists(version, release);
}

export const releaseExists = (version: string, path: string): SourcebookError =>
  new SourcebookError("RELEASE_EXISTS", {
    what: `Version ${version} exists already, and a release never changes`,
    where: { path },
    fix: "raise the version of the dataset to cut another release",
  });

const writtenOtherwise = (path: string, reason: string): SourcebookError =>
  new SourcebookError("IO", {
    what: `What was written does not read back: ${reason}`,
    where: { path },
    fix: "check the disk and cut again; nothing was published",
  });

function versionEntry(
  { version, created }: Omit<ReleasePlan, "files">,
  receipts: readonly Receipt[],
  versions: readonly VersionEntry[],
): VersionEntry {
  const sums = receipts.find(({ path }) => path === sumsPath);
  if (sums === undefined) throw new Error(`A release without ${sumsPath} has no identity`);
  const previous = versions.at(-1)?.sha256;
  return {
    version,
    sha256: sums.sha256,
    ...(previous !== undefined && { previous }),
    ...(created !== undefined && { created }),
  };
}
