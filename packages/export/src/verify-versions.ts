import type { DescriptorFacts } from "./parse-descriptor.ts";
import { sumsPath, versionsPath } from "./release-paths.ts";
import type { VerifyFinding } from "./verify-finding.ts";
import { parseVersions } from "./versions.ts";

/**
 * Compares a release with the list of versions that stands beside it.
 *
 * The chain is written twice, in the list and in the descriptors, whose hashes the list holds: who
 * takes an entry out of the list, or puts another release in, breaks one of the two.
 *
 * @param isCutting whether a cut is under way there, or was killed: its release may still be unlisted
 */
export function verifyVersions(
  text: string,
  { name, version, sourcebook }: DescriptorFacts,
  sumsSha256: string | undefined,
  isCutting: boolean,
): readonly VerifyFinding[] {
  const { versions, faults } = parseVersions(name ?? "", text);
  const messages = [...faults];
  const entry = versions.find((other) => other.version === version);
  const isNext = isCutting && versions.at(-1)?.sha256 === previousHash(sourcebook);
  if (faults.length === 0 && !entry && !isNext) messages.push(`does not list ${version}`);
  if (entry && entry.previous !== previousHash(sourcebook)) {
    messages.push(`lets ${version} follow another release than ${version} says of itself`);
  }
  const findings: VerifyFinding[] = messages.map((message) => ({
    code: "versions-disagree",
    path: versionsPath,
    message,
  }));
  if (entry && entry.sha256 !== sumsSha256) {
    const message = `is not the one that ${versionsPath} lists`;
    findings.push({ code: "versions-disagree", path: sumsPath, message });
  }
  return findings;
}

/** The hash of the release before, as a release says it. */
export function previousHash(sourcebook: DescriptorFacts["sourcebook"]): string | undefined {
  const previous = sourcebook?.previous;
  if (typeof previous !== "object" || previous === null || !("sha256" in previous))
    return undefined;
  return String(previous.sha256);
}
