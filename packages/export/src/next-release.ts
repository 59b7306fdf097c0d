import { SourcebookError, type SourcebookErrorCode } from "@sourcebook/schema";
import type { Provenance } from "./data-package.ts";
import { lateLibrary } from "./late-library.ts";
import type { PreviousRelease } from "./release-plan.ts";
import type { Finding } from "./verdict/finding.ts";
import type { Judgement } from "./verdict/judge-releases.ts";
import { isHighEnough, raise } from "./verdict/versions.ts";
import { type VersionEntry, yankedReleases } from "./versions.ts";

const gt = lateLibrary<typeof import("semver/functions/gt.js")>("semver/functions/gt.js");
const prerelease = lateLibrary<typeof import("semver/functions/prerelease.js")>(
  "semver/functions/prerelease.js",
);

/**
 * The release with which the next one is compared: the last that people use.
 *
 * Yanked releases and pre-releases are passed over, as long as there is another.
 *
 * @see docs/decisions/0020-yanked-releases.md
 */
export function comparedRelease(versions: readonly VersionEntry[]): VersionEntry | undefined {
  const standing = versions.filter(({ yanked }) => yanked === undefined);
  const from = standing.length > 0 ? standing : versions;
  return from.findLast(({ version }) => isFinal(version)) ?? from.at(-1);
}

/** What a release says of those before it: the last, the one that it is compared with, those that were yanked. */
export function historyOf(
  versions: readonly VersionEntry[],
): Pick<Provenance, "previous" | "comparedWith" | "yanked"> {
  const previous = versions.at(-1);
  const comparedWith = comparedRelease(versions);
  return {
    ...(previous && { previous: identityOf(previous) }),
    ...(comparedWith && { comparedWith: identityOf(comparedWith) }),
    yanked: yankedReleases(versions),
  };
}

const identityOf = ({ version, sha256 }: VersionEntry): PreviousRelease => ({ version, sha256 });

/**
 * Holds a version against all releases that there are.
 *
 * @throws SourcebookError `VERSION_TOO_LOW` when it does not come after the last
 */
export function assertAfterLast(version: string, versions: readonly VersionEntry[]): void {
  const last = versions.at(-1)?.version;
  if (last === undefined || gt()(version, last)) return;
  throw refused(
    "VERSION_TOO_LOW",
    `Version ${version} does not come after ${last}, the last release`,
    `raise the version of the dataset above ${last}`,
  );
}

/**
 * Holds a version against what changed.
 *
 * @param versions the releases there are
 * @throws SourcebookError `VERSION_TOO_LOW` when the changes ask for more, `NOTHING_TO_RELEASE` when there are none,
 *   `CHANGES_UNCONFIRMED` when someone has to confirm or mend one of them first
 */
export function assertMayFollow(
  version: string,
  { survey, verdict }: Judgement,
  versions: readonly VersionEntry[],
): void {
  const { before } = survey;
  const unconfirmed = verdict.findings.filter(({ level }) => level === "error");
  if (unconfirmed.length > 0) {
    throw refused(
      "CHANGES_UNCONFIRMED",
      `What changed since ${before.version} cannot be released like this:${listed(unconfirmed)}`,
      unconfirmed[0]?.remedy ?? "",
    );
  }
  const isRepeated = verdict.findings.every(({ rule }) => rule === "SV034");
  // A pre-release becomes a release as it is, and what was yanked may give way to what was there before.
  const isPromoted = !isFinal(before.version) && isFinal(version);
  if (isRepeated && !isPromoted && versions.at(-1)?.version === before.version) {
    throw refused(
      "NOTHING_TO_RELEASE",
      `Nothing changed since ${before.version}, so there is nothing to release`,
      "leave the version as it is; `sourcebook status` shows what a release would hold",
    );
  }
  const { required } = verdict.version;
  if (isHighEnough(version, required)) return;
  const needed = requiredAfter(required, versions.at(-1)?.version ?? before.version);
  const reasons = verdict.findings.filter(({ bump }) => bump === verdict.bump);
  throw refused(
    "VERSION_TOO_LOW",
    `Version ${version} is too low: what changed since ${before.version} is ${verdict.bump}, and needs ${needed} or higher:${listed(reasons)}`,
    `raise the version of the dataset to ${needed}; \`sourcebook status\` shows all findings, \`sourcebook change\` writes a changeset`,
  );
}

/** The least version that the changes ask for, `required`, and that comes after the last release. */
export function requiredAfter(required: string, last: string): string {
  return gt()(required, last) ? required : raise(last, "patch");
}

const isFinal = (version: string): boolean => prerelease()(version) === null;

const mostFindings = 3;

function listed(findings: readonly Finding[]): string {
  const lines = findings
    .slice(0, mostFindings)
    .map(({ rule, sentence }) => `\n    ${rule}  ${sentence}`);
  const more = findings.length - lines.length;
  return [...lines, ...(more > 0 ? [`\n    and ${more} more`] : [])].join("");
}

const refused = (code: SourcebookErrorCode, what: string, fix: string): SourcebookError =>
  new SourcebookError(code, { what, fix });
