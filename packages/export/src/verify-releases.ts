// EDGE: disk. All releases of a dataset, in the folder where they were cut.
import { basename, join, resolve } from "node:path";
import { SourcebookError } from "@sourcebook/schema";
import { type Disk, lstatIfAny, nodeDisk, readTextIfAny } from "./disk.ts";
import { versionInPlace, versionsPath } from "./release-paths.ts";
import { asSourcebookError } from "./system-error.ts";
import type { VerifyFinding } from "./verify-finding.ts";
import { type Verification, type VerifyOptions, verifyRelease } from "./verify-release.ts";
import { parseVersions, type VersionEntry } from "./versions.ts";

/** Every release in a folder, and what is wrong with the folder itself. */
export interface ReleasesVerification {
  readonly path: string;
  /** Folders and zips, by name in code-unit order. */
  readonly releases: readonly Verification[];
  readonly findings: readonly VerifyFinding[];
}

/**
 * Verifies all releases of a dataset, and that none is missing from the chain.
 *
 * @param path of the folder that holds them and `versions.json`
 * @throws SourcebookError `IO` when no list of versions is there
 */
export async function verifyReleases(
  path: string,
  options: Pick<VerifyOptions, "allowedSigners"> = {},
): Promise<ReleasesVerification> {
  try {
    const name = basename(resolve(path));
    const { versions, faults } = parseVersions(name, await readList(nodeDisk, path));
    const releases: Verification[] = [];
    for (const place of await findReleases(nodeDisk, path, name)) {
      releases.push(await verifyRelease(join(path, place), options));
    }
    const findings = [...faults, ...findMissing(versions, releases)];
    return {
      path,
      releases,
      findings: findings.map((message) => ({
        code: "versions-disagree",
        path: versionsPath,
        message,
      })),
    };
  } catch (error) {
    throw asSourcebookError(error);
  }
}

async function readList(disk: Disk, path: string): Promise<string> {
  const text = await readTextIfAny(disk, join(path, versionsPath));
  if (text !== undefined) return text;
  throw new SourcebookError("IO", {
    what: `There is no ${versionsPath}, so this is no folder of releases`,
    where: { path },
    fix: "give the folder of a dataset in the folder of releases, or a single release",
  });
}

/** Folders whose name is a version, and zips whose name has one. */
async function findReleases(disk: Disk, path: string, name: string): Promise<readonly string[]> {
  const places: string[] = [];
  for (const place of (await disk.readdir(path)).toSorted()) {
    const stats = await lstatIfAny(disk, join(path, place));
    const isRelease = stats?.isDirectory() || (stats?.isFile() && place.endsWith(".zip"));
    if (isRelease && versionInPlace(place, name) !== undefined) places.push(place);
  }
  return places;
}

function findMissing(
  versions: readonly VersionEntry[],
  releases: readonly Verification[],
): readonly string[] {
  const there = new Set(
    releases.flatMap(({ kind, path }) => (kind === "folder" ? [basename(path)] : [])),
  );
  return versions
    .filter(({ version }) => !there.has(version))
    .map(({ version }) => `lists ${version}, which is not there`);
}
