import type { Bump } from "@sourcebook/schema";
import { lateLibrary } from "../late-library.ts";

const gte = lateLibrary<typeof import("semver/functions/gte.js")>("semver/functions/gte.js");
const inc = lateLibrary<typeof import("semver/functions/inc.js")>("semver/functions/inc.js");
const majorOf = lateLibrary<typeof import("semver/functions/major.js")>(
  "semver/functions/major.js",
);
const parse = lateLibrary<typeof import("semver/functions/parse.js")>("semver/functions/parse.js");

/**
 * What a bump comes to at a version.
 *
 * Below 1.0.0, as with `^0.y.z` in npm: what breaks raises the minor version, all else the patch.
 */
export function effectiveBump(version: string, bump: Bump): Bump {
  if (majorOf()(version) > 0) return bump;
  if (bump === "major") return "minor";
  return bump === "minor" ? "patch" : bump;
}

/**
 * The lowest version that a release with this bump may have.
 *
 * @param version of the release before; not a pre-release
 */
export function nextVersion(version: string, bump: Bump): string {
  return raise(version, effectiveBump(version, bump));
}

/** A version raised just as said, whatever its major version is. */
export function raise(version: string, bump: Bump): string {
  if (bump === "none") return version;
  const raised = inc()(version, bump);
  if (raised === null) throw new RangeError(`${version} is not a semantic version`);
  return raised;
}

/** Whether a version is at least as high as required; a pre-release counts as the version it leads up to. */
export function isHighEnough(version: string, required: string): boolean {
  const { major, minor, patch } = parse()(version, {}, true);
  return gte()(`${major}.${minor}.${patch}`, required);
}
