// EDGE: disk. Finds the last release of a dataset where releases stand.
import { join } from "node:path";
import { nodeDisk } from "./disk.ts";
import { comparedRelease } from "./next-release.ts";
import { readVersions, releasePlaces } from "./releases-folder.ts";
import { asSourcebookError } from "./system-error.ts";
import { type YankedRelease, yankedReleases } from "./versions.ts";

/** The releases of a dataset, as far as the next one has to do with them. */
export interface LastRelease {
  /** The last one, which the next comes after. */
  readonly version: string;
  /** The one with which the next is compared: the last that is neither yanked nor a pre-release. */
  readonly comparedWith: string;
  /** Where that one lies. */
  readonly folder: string;
  readonly yanked: readonly YankedRelease[];
}

/**
 * Looks up the last release; there is none before the first.
 *
 * @throws SourcebookError `IO` when the list of versions cannot be read, `CONFLICT` when it is damaged
 */
export async function findLastRelease(
  releasesFolder: string,
  name: string,
): Promise<LastRelease | undefined> {
  try {
    const folder = join(releasesFolder, name);
    const placesOf = (version: string) => releasePlaces(folder, name, version);
    const versions = await readVersions(nodeDisk, placesOf("0.0.0"), name);
    const last = versions.at(-1);
    const compared = comparedRelease(versions);
    if (!last || !compared) return undefined;
    return {
      version: last.version,
      comparedWith: compared.version,
      folder: placesOf(compared.version).release,
      yanked: yankedReleases(versions),
    };
  } catch (error) {
    throw asSourcebookError(error);
  }
}
