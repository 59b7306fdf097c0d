// EDGE: disk. The folder of one dataset: its releases, their archives and the list of versions.
import { dirname, join, resolve } from "node:path";
import { SourcebookError } from "@sourcebook/schema";
import { createFile, type Disk, lstatIfAny, readTextIfAny, syncFolder } from "./disk.ts";
import { stagingPath, versionsPath } from "./release-paths.ts";
import { textContent } from "./release-plan.ts";
import { formatVersions, parseVersions, type VersionEntry } from "./versions.ts";

/** Where everything about one version stands. */
export interface ReleasePlaces {
  readonly folder: string;
  readonly release: string;
  readonly zip: string;
  readonly versions: string;
  /** Emptied by whoever holds the lock, and by nobody else. */
  readonly staging: string;
}

export function releasePlaces(folder: string, name: string, version: string): ReleasePlaces {
  return {
    folder,
    release: join(folder, version),
    zip: join(folder, `${name}-${version}.zip`),
    versions: join(folder, versionsPath),
    staging: join(folder, stagingPath),
  };
}

/**
 * Makes the folder of a dataset, with those above it, durably.
 *
 * @throws SourcebookError `CONFLICT` when a link or a file stands there
 */
export async function makeReleasesFolder(disk: Disk, folder: string): Promise<void> {
  const stats = await lstatIfAny(disk, folder);
  if (stats?.isDirectory()) return;
  if (stats !== undefined) {
    throw new SourcebookError("CONFLICT", {
      what: "The place for the releases of the dataset is taken by something that is no folder",
      where: { path: folder },
      fix: "move it away",
    });
  }
  const path = resolve(folder);
  const above = dirname((await disk.mkdir(path, { recursive: true })) ?? path);
  for (let parent = dirname(path); parent.length >= above.length; parent = dirname(parent)) {
    await syncFolder(disk, parent);
    if (parent === above) return;
  }
}

/** Removes what a cut that did not end has left. */
export async function removeStaging(disk: Disk, { staging }: ReleasePlaces): Promise<void> {
  await disk.rm(staging, { recursive: true, force: true });
}

/** @throws SourcebookError `CONFLICT` when the list cannot be used */
export async function readVersions(
  disk: Disk,
  { versions: path }: ReleasePlaces,
  name: string,
): Promise<readonly VersionEntry[]> {
  const text = await readTextIfAny(disk, path);
  if (text === undefined) return [];
  const { versions, faults } = parseVersions(name, text);
  if (faults.length === 0) return versions;
  throw new SourcebookError("CONFLICT", {
    what: `The list of versions cannot be used: it ${faults.join("; it ")}`,
    where: { path },
    fix: "restore the file as the last cut left it",
  });
}

/** Puts a list of versions in the place of the one before, at once. */
export async function replaceVersions(
  disk: Disk,
  { folder, versions: path }: ReleasePlaces,
  name: string,
  versions: readonly VersionEntry[],
): Promise<void> {
  const next = join(folder, ".versions.json");
  await disk.rm(next, { force: true });
  await createFile(disk, next, textContent(formatVersions(name, versions)));
  await disk.rename(next, path);
  await syncFolder(disk, folder);
}
