// EDGE: disk. A release is built in a staging folder and appears by one rename.
import { join, posix } from "node:path";
import { SourcebookError, type WorkOptions } from "@sourcebook/schema";
import { allDone } from "./all-done.ts";
import { createFile, createFolder, type Disk, lstatIfAny, syncFolder } from "./disk.ts";
import { KeptBlocks } from "./kept-blocks.ts";
import { ReadBack, type ReleaseProof } from "./read-back.ts";
import { sumsPath } from "./release-paths.ts";
import type { Receipt, ReleasePlan } from "./release-plan.ts";
import { type ReleasePlaces, removeStaging, replaceVersions } from "./releases-folder.ts";
import type { VersionEntry } from "./versions.ts";
import type { ReleaseWriter } from "./write-release.ts";
import { ZipStage } from "./zip-stage.ts";

export interface DirectoryOptions extends WorkOptions {
  /**
   * Makes a folder for what the next cut may use again, and returns its path; called when there is something. Nothing
   * in it changes a release. Unless given, or when the system refuses, nothing is kept.
   */
  readonly cacheFolder?: () => Promise<string>;
  /**
   * Called before a zip is packed, when nothing is read of the tables any more: packing takes memory of its own, and
   * whoever holds some for them can let go of it.
   */
  readonly beforeZip?: () => Promise<void>;
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
  const root = join(places.staging, "release");
  const stagedZip = join(places.staging, "release.zip");
  const kept = cacheFolder && new KeptBlocks(cacheFolder);
  const proof: ReleaseProof = plan.zip
    ? new ZipStage(disk, { root, zip: stagedZip }, work, kept)
    : new ReadBack(disk, root, work);
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
      const facts = await createFile(disk, join(root, path), content, {
        signal,
        onWritten: (written) => proof.add({ path, ...written }),
      });
      return { path, ...facts };
    },

    async commit(receipts) {
      if (plan.zip) await work.beforeZip?.();
      await allDone([
        ...[...folders.keys()].map((folder) => syncFolder(disk, join(root, folder))),
        proof.finish(receipts),
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
      await proof.close();
      // What is left of staging tells that the release may not be in the list yet.
      if (!isCommitted) await removeStaging(disk, places);
    },
  };
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
