import { isReleaseVersion } from "@sourcebook/schema";

/** A release in `versions.json`. `sha256` is the hash of its `SHA256SUMS`. */
export interface VersionEntry {
  readonly version: string;
  readonly sha256: string;
  /** The hash of the release that was cut before; absent for the first. */
  readonly previous?: string;
  readonly created?: string;
  /** Set when nobody should use the release any more; the release itself stays as it is. */
  readonly yanked?: Yanked;
}

/** That a release is yanked: the day from which on, YYYY-MM-DD, and why. */
export interface Yanked {
  readonly since: string;
  readonly reason: string;
}

/** A yanked release, as the releases after it name it. */
export interface YankedRelease extends Yanked {
  readonly version: string;
}

/** The yanked releases in a list. */
export const yankedReleases = (versions: readonly VersionEntry[]): readonly YankedRelease[] =>
  versions.flatMap(({ version, yanked }) => (yanked ? [{ version, ...yanked }] : []));

export function formatVersions(name: string, versions: readonly VersionEntry[]): string {
  return `${JSON.stringify({ name, versions }, null, 2)}\n`;
}

/** Reads `versions.json`; the faults are to be read after its name, and with one it is not to be used. */
export function parseVersions(
  name: string,
  text: string,
): { readonly versions: readonly VersionEntry[]; readonly faults: readonly string[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { versions: [], faults: [`is not JSON: ${(error as Error).message}`] };
  }
  if (!isObject(value) || !Array.isArray(value.versions)) {
    return { versions: [], faults: ["holds no list of versions"] };
  }
  const faults: string[] = [];
  if (value.name !== name) faults.push(`belongs to ${JSON.stringify(value.name)}`);
  const versions: VersionEntry[] = [];
  for (const [index, entry] of value.versions.entries()) {
    if (isVersionEntry(entry)) versions.push(entry);
    else faults.push(`has in entry ${index + 1} no version with its hashes`);
  }
  return { versions, faults: faults.length > 0 ? faults : chainFaults(versions) };
}

/** Where the chain of hashes is broken or a version stands twice. */
function chainFaults(versions: readonly VersionEntry[]): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const [index, { version, previous }] of versions.entries()) {
    if (seen.has(version)) faults.push(`lists ${version} twice`);
    seen.add(version);
    if (previous !== versions[index - 1]?.sha256) {
      faults.push(`does not let ${version} follow the entry before it`);
    }
  }
  return faults;
}

function isVersionEntry(value: unknown): value is VersionEntry {
  if (!isObject(value)) return false;
  const { version, sha256, previous, created, yanked, ...rest } = value;
  return (
    typeof version === "string" &&
    isReleaseVersion(version) &&
    isHash(sha256) &&
    (previous === undefined || isHash(previous)) &&
    (created === undefined || typeof created === "string") &&
    (yanked === undefined || isYanked(yanked)) &&
    Object.keys(rest).length === 0
  );
}

/** Whether something says of a release that it is yanked, in words that fit on a line of a page. */
export const isYanked = (value: unknown): value is Yanked =>
  isObject(value) &&
  isDay(value.since) &&
  typeof value.reason === "string" &&
  /^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]{1,500}$/u.test(value.reason) &&
  value.reason.trim() === value.reason &&
  Object.keys(value).length === 2;

/** Whether a text is a day of the calendar: 2026-11-23. */
export const isDay = (text: unknown): text is string =>
  typeof text === "string" &&
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

export const isHash = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
