// EDGE: disk. Marks a release, in the list of versions beside it, as one that nobody should use any more.
import { basename, dirname, resolve } from "node:path";
import { isDatasetName, isReleaseVersion, SourcebookError } from "@sourcebook/schema";
import { type Disk, nodeDisk } from "./disk.ts";
import { takeLock } from "./lock.ts";
import { versionsPath } from "./release-paths.ts";
import { readVersions, releasePlaces, replaceVersions } from "./releases-folder.ts";
import { asSourcebookError } from "./system-error.ts";
import { isYanked, type VersionEntry, type Yanked } from "./versions.ts";

/** A release that is yanked now. */
export interface YankOutcome extends Yanked {
  readonly name: string;
  readonly version: string;
  /** False when it was yanked before, on the same day and for the same reason. */
  readonly isNew: boolean;
}

/**
 * Yanks a release: it stays as it is, to the byte, and the list of versions says since when and why nobody should use
 * it. There is no way back: the releases after it repeat what the list says.
 *
 * @param path where it was cut: its folder, which need not be there any more
 * @throws SourcebookError `USAGE` for a day or a reason that cannot be published, or a place that is none of a release,
 *   `IO` when the list does not have the release, `CONFLICT` when it is yanked otherwise or a cut is under way
 * @see docs/decisions/0020-yanked-releases.md
 */
export async function yankRelease(path: string, yanked: Yanked): Promise<YankOutcome> {
  try {
    return await yankReleaseOn(nodeDisk, path, yanked);
  } catch (error) {
    throw asSourcebookError(error);
  }
}

async function yankReleaseOn(disk: Disk, path: string, yanked: Yanked): Promise<YankOutcome> {
  const place = resolve(path);
  const folder = dirname(place);
  const [name, version] = [basename(folder), basename(place)];
  assertUsable(name, version, path, yanked);
  const places = releasePlaces(folder, name, version);
  // Before the lock, which would be a file in a folder of somebody else's.
  assertListed(await readVersions(disk, places, name), version, places.versions);
  const lock = await takeLock(disk, folder);
  try {
    const versions = await readVersions(disk, places, name);
    const { yanked: before } = assertListed(versions, version, places.versions);
    const outcome = { name, version, ...yanked };
    if (before?.since === yanked.since && before.reason === yanked.reason) {
      return { ...outcome, isNew: false };
    }
    if (before) {
      throw new SourcebookError("CONFLICT", {
        what: `${name} ${version} is yanked already, since ${before.since}: ${before.reason}`,
        where: { path: places.versions },
        fix: "leave it: what was said once stays, and other releases may repeat it already",
      });
    }
    const { since, reason } = yanked;
    const next = versions.map((entry) =>
      entry.version === version ? { ...entry, yanked: { since, reason } } : entry,
    );
    await replaceVersions(disk, places, name, next);
    return { ...outcome, isNew: true };
  } finally {
    await lock.release();
  }
}

function assertUsable(name: string, version: string, path: string, yanked: Yanked): void {
  if (!isDatasetName(name) || !isReleaseVersion(version)) {
    throw new SourcebookError("USAGE", {
      what: "This is not where a release was cut",
      where: { path },
      fix: "give its folder, such as releases/my-dataset/1.4.0",
    });
  }
  if (isYanked({ since: yanked.since, reason: yanked.reason })) return;
  throw new SourcebookError("USAGE", {
    what: `A release cannot be yanked with the day ${JSON.stringify(yanked.since)} and the reason ${JSON.stringify(yanked.reason)}`,
    fix: "write the day as 2026-11-23, and the reason on one line of up to 500 characters",
  });
}

function assertListed(
  versions: readonly VersionEntry[],
  version: string,
  path: string,
): VersionEntry {
  const entry = versions.find((other) => other.version === version);
  if (entry) return entry;
  throw new SourcebookError("IO", {
    what: `${versionsPath} does not list ${version}`,
    where: { path },
    fix:
      versions.length === 0
        ? "give the folder of a release where it was cut"
        : `give one of ${versions.map((other) => other.version).join(", ")}`,
  });
}
