// EDGE: disk. Ends what a killed cut began: a release that is whole but not yet in the list.
import { isReleaseVersion, SourcebookError } from "@sourcebook/schema";
import { type Disk, lstatIfAny } from "./disk.ts";
import type { DescriptorFacts } from "./parse-descriptor.ts";
import { recordedHistory } from "./recorded-history.ts";
import {
  type ReleasePlaces,
  readVersions,
  releasePlaces,
  replaceVersions,
} from "./releases-folder.ts";
import { type Verification, verifyHashes } from "./verify-release.ts";
import type { VersionEntry } from "./versions.ts";

/** A release that an earlier cut left out of the list and that stands in it now. */
export interface FinishedRelease {
  readonly verification: Verification;
  readonly facts: DescriptorFacts;
  readonly hasZip: boolean;
}

/**
 * Brings the list of versions up to the folders, each verified, each following the one before.
 *
 * @throws SourcebookError `CONFLICT` for a folder that looks like a version and is no release
 */
export async function finishReleases(
  disk: Disk,
  places: ReleasePlaces,
  name: string,
): Promise<{
  readonly versions: readonly VersionEntry[];
  readonly finished: readonly FinishedRelease[];
}> {
  let versions = await readVersions(disk, places, name);
  const finished: FinishedRelease[] = [];
  let waiting = await readUnlisted(disk, places, name, versions);
  while (waiting.length > 0) {
    const next = waiting.find(({ entry }) => entry.previous === versions.at(-1)?.sha256);
    if (next === undefined) throw unlinked(waiting.map(({ release }) => release.verification.path));
    versions = withYanks([...versions, next.entry], next.release.facts);
    finished.push(next.release);
    waiting = waiting.filter((other) => other !== next);
  }
  if (finished.length > 0) await replaceVersions(disk, places, name, versions);
  return { versions, finished };
}

/** The list with what a release says of yanked ones before it: a list that was lost has it from there. */
function withYanks(
  versions: readonly VersionEntry[],
  { sourcebook }: DescriptorFacts,
): readonly VersionEntry[] {
  const yanks = new Map(
    recordedHistory(sourcebook).yanked.map(({ version, ...yanked }) => [version, yanked]),
  );
  return versions.map((entry) => {
    const yanked = entry.yanked ?? yanks.get(entry.version);
    return yanked ? { ...entry, yanked } : entry;
  });
}

interface Unlisted {
  readonly entry: VersionEntry;
  readonly release: FinishedRelease;
}

async function readUnlisted(
  disk: Disk,
  places: ReleasePlaces,
  name: string,
  versions: readonly VersionEntry[],
): Promise<readonly Unlisted[]> {
  const listed = new Set(versions.map(({ version }) => version));
  const unlisted: Unlisted[] = [];
  for (const version of (await disk.readdir(places.folder)).toSorted()) {
    if (!isReleaseVersion(version) || listed.has(version)) continue;
    const { release: path, zip } = releasePlaces(places.folder, name, version);
    const stats = await lstatIfAny(disk, path);
    if (!stats?.isDirectory()) throw noRelease(name, version, path, "it is no folder");
    const hasZip = (await lstatIfAny(disk, zip)) !== undefined;
    const release = { ...(await verifyHashes(disk, path)), hasZip };
    unlisted.push({ entry: entryOf(name, version, path, release), release });
  }
  return unlisted;
}

function entryOf(
  name: string,
  version: string,
  path: string,
  { verification, facts }: FinishedRelease,
): VersionEntry {
  const { findings, sumsSha256 } = verification;
  const [first] = findings;
  if (first !== undefined || sumsSha256 === undefined) {
    throw noRelease(name, version, path, `${first?.path ?? "it"} ${first?.message}`);
  }
  if (facts.name !== name || facts.version !== version) {
    throw noRelease(name, version, path, `it is ${facts.name} ${facts.version}`);
  }
  const previous = recordedHistory(facts.sourcebook).previous?.sha256;
  return {
    version,
    sha256: sumsSha256,
    ...(previous !== undefined && { previous }),
    ...(facts.created !== undefined && { created: facts.created }),
  };
}

const noRelease = (name: string, version: string, path: string, why: string): SourcebookError =>
  new SourcebookError("CONFLICT", {
    what: `What stands in the place of version ${version} is no release of ${name}: ${why}`,
    where: { path },
    fix: "move it out of the folder of releases",
  });

const unlinked = (paths: readonly string[]): SourcebookError =>
  new SourcebookError("CONFLICT", {
    what: "A release stands beside the list of versions and does not follow its last entry",
    where: { path: paths.join(", ") },
    fix: "restore versions.json as the last cut left it, or move the folder away",
  });
