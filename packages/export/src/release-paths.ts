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
 * Whether a path may stand in a release: relative, POSIX, and a plain name on every system.
 *
 * Only ASCII letters, so that no two file systems can disagree on which paths are the same.
 */
export function isReleasePath(path: string): boolean {
  return path.length <= 200 && path.split("/").every(isPortableName);
}

/** What two paths share when some file systems would put them into one file. */
export function collisionKey(path: string): string {
  return path.toLowerCase();
}

/** A semantic version without build metadata, in lower case: it is also the name of a folder. */
export function isReleaseVersion(version: string): boolean {
  return version.length <= 100 && semanticVersion.test(version);
}

/** The version whose release has a place of this name: its folder, or its zip. */
export function versionInPlace(placeName: string, name: string): string | undefined {
  const isZip = placeName.startsWith(`${name}-`) && placeName.endsWith(".zip");
  const version = isZip ? placeName.slice(name.length + 1, -".zip".length) : placeName;
  return isReleaseVersion(version) ? version : undefined;
}

export function isDatasetName(name: string): boolean {
  return name.length <= 100 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && isPortableName(name);
}

const number = "(?:0|[1-9][0-9]*)";
const label = "(?:0|[1-9][0-9]*|[0-9]*[a-z-][0-9a-z-]*)";
const semanticVersion = new RegExp(
  `^${number}\\.${number}\\.${number}(?:-${label}(?:\\.${label})*)?$`,
);

function isPortableName(name: string): boolean {
  return (
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name) &&
    !name.endsWith(".") &&
    !/^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i.test(name)
  );
}
