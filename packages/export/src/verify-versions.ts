import type { DescriptorFacts } from "./parse-descriptor.ts";
import { recordedHistory } from "./recorded-history.ts";
import { sumsPath, versionsPath } from "./release-paths.ts";
import type { VerifyFinding } from "./verify-finding.ts";
import { parseVersions, type Yanked } from "./versions.ts";

/**
 * Compares a release with the list of versions that stands beside it.
 *
 * The chain is written twice, in the list and in the descriptors, whose hashes the list holds: who
 * takes an entry out of the list, or puts another release in, breaks one of the two.
 *
 * Releases repeat which ones before them were yanked, so that a list from before that does not go unnoticed.
 *
 * @param isCutting whether a cut is under way there, or was killed: its release may still be unlisted
 */
export function verifyVersions(
  text: string,
  { name, version, sourcebook }: DescriptorFacts,
  sumsSha256: string | undefined,
  isCutting: boolean,
): { readonly findings: readonly VerifyFinding[]; readonly yanked?: Yanked } {
  const { versions, faults } = parseVersions(name ?? "", text);
  const messages = [...faults];
  const { previous, yanked } = recordedHistory(sourcebook);
  const entry = versions.find((other) => other.version === version);
  const isNext = isCutting && versions.at(-1)?.sha256 === previous?.sha256;
  if (faults.length === 0 && !entry && !isNext) messages.push(`does not list ${version}`);
  if (entry && entry.previous !== previous?.sha256) {
    messages.push(`lets ${version} follow another release than ${version} says of itself`);
  }
  for (const then of faults.length === 0 ? yanked : []) {
    const now = versions.find((other) => other.version === then.version)?.yanked;
    if (now?.since === then.since && now.reason === then.reason) continue;
    messages.push(`does not say of ${then.version}, as ${version} does, that it is yanked`);
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
  return { findings, ...(entry?.yanked && { yanked: entry.yanked }) };
}
