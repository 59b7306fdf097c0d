import { isPortableName, isReleaseVersion } from "@sourcebook/schema";

/** The file over whose bytes the identity of a release is taken. */
export const sumsPath = "SHA256SUMS";
/** The signature over that file; no hash covers it, since it covers all of them. */
export const signaturePath = "SHA256SUMS.sig";
export const descriptorPath = "datapackage.json";
/** Where a release says what changed since the one before. */
export const changesFolder = "changes/";
/** The list of all versions, beside the release folders. */
export const versionsPath = "versions.json";
/** Where a cut builds, beside the release folders; gone once its release stands in the list. */
export const stagingPath = ".staging";

/** Whether a file holds a table in its canonical form, the one by which rows are counted. */
export function isCanonicalPath(path: string): boolean {
  return /^data\/[^/]+\.csv$/.test(path);
}

/**
 * Whether a path may stand in a release: relative, POSIX, and of names that every system takes.
 */
export function isReleasePath(path: string): boolean {
  return path.length <= 200 && path.split("/").every(isPortableName);
}

/** What two paths share when some file systems would put them into one file. */
export function collisionKey(path: string): string {
  return path.toLowerCase();
}

/** The version whose release has a place of this name: its folder, or its zip. */
export function versionInPlace(placeName: string, name: string): string | undefined {
  const isZip = placeName.startsWith(`${name}-`) && placeName.endsWith(".zip");
  const version = isZip ? placeName.slice(name.length + 1, -".zip".length) : placeName;
  return isReleaseVersion(version) ? version : undefined;
}
