// EDGE: disk. Opens an earlier release of a dataset to compare with, and trusts nothing of it but its hash.
import { SourcebookError } from "@sourcebook/schema";
import { readComparable } from "./comparables.ts";
import type { Comparable } from "./diff/release-diff.ts";
import { type Disk, lstatIfAny } from "./disk.ts";
import { openRelease } from "./open-release.ts";
import { pinRelease } from "./pin-release.ts";
import type { PreviousRelease } from "./release-plan.ts";
import { DamagedFile } from "./release-reader.ts";
import { releasePlaces } from "./releases-folder.ts";

/**
 * Opens a release by its identity, in its folder or, when that is gone, in its zip.
 *
 * @param folder of the dataset's releases, or its web address
 * @throws SourcebookError `IO` when it is not there, `VERIFY_FAILED`, also while rows are read, when it is not as
 *   it was cut
 */
export async function openPrevious(
  disk: Disk,
  folder: string,
  name: string,
  { version, sha256 }: PreviousRelease,
): Promise<Comparable> {
  const path = await findPrevious(disk, folder, name, version);
  const { reader, faults } = await openRelease(disk, path);
  try {
    if (!reader) throw new DamagedFile(faults[0]?.message ?? "is not looked into");
    return await readComparable(await pinRelease(reader, sha256));
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    throw new SourcebookError("VERIFY_FAILED", {
      what: `Version ${version}, with which this one is compared, is not as it was cut: it ${error.message}`,
      where: { path },
      fix: `run \`sourcebook verify ${path}\`, and put back what is damaged`,
      cause: error,
    });
  }
}

async function findPrevious(
  disk: Disk,
  folder: string,
  name: string,
  version: string,
): Promise<string> {
  if (/^https?:\/\//.test(folder)) return new URL(`${version}/`, folder).href;
  const { release, zip } = releasePlaces(folder, name, version);
  for (const path of [release, zip]) {
    if ((await lstatIfAny(disk, path)) !== undefined) return path;
  }
  throw new SourcebookError("IO", {
    what: `Version ${version}, with which this one is compared, is not there`,
    where: { path: release },
    fix: "put its folder or its zip back where it was cut",
  });
}
