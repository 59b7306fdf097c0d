// EDGE: disk. Finds the last release of a dataset where releases stand.
import { join } from "node:path";
import { nodeDisk } from "./disk.ts";
import { readVersions, releasePlaces } from "./releases-folder.ts";
import { asSourcebookError } from "./system-error.ts";
import { lastRelease } from "./versions.ts";

/** Where the last release of a dataset lies; absent before the first. */
export interface LastRelease {
  readonly version: string;
  readonly folder: string;
}

/** @throws SourcebookError `IO` when the list of versions cannot be read, `CONFLICT` when it is damaged */
export async function findLastRelease(
  releasesFolder: string,
  name: string,
): Promise<LastRelease | undefined> {
  try {
    const folder = join(releasesFolder, name);
    const placesOf = (version: string) => releasePlaces(folder, name, version);
    const last = lastRelease(await readVersions(nodeDisk, placesOf("0.0.0"), name));
    return (
      last && {
        version: last.version,
        folder: placesOf(last.version).release,
      }
    );
  } catch (error) {
    throw asSourcebookError(error);
  }
}
