import { isReleaseVersion } from "@sourcebook/schema";
import type { DescriptorFacts } from "./parse-descriptor.ts";
import type { PreviousRelease } from "./release-plan.ts";
import { isHash, isYanked, type YankedRelease } from "./versions.ts";

/** What a release says of those before it. */
export interface RecordedHistory {
  readonly previous?: PreviousRelease;
  readonly comparedWith?: PreviousRelease;
  readonly yanked: readonly YankedRelease[];
}

/** Reads what a descriptor of any origin says of earlier releases; what is not written as ours is left out. */
export function recordedHistory(recorded: DescriptorFacts["sourcebook"] = {}): RecordedHistory {
  const previous = identityOf(recorded.previous);
  const comparedWith = identityOf(recorded.comparedWith);
  const { yanked } = recorded;
  return {
    ...(previous && { previous }),
    ...(comparedWith && { comparedWith }),
    yanked: Array.isArray(yanked) ? yanked.filter(isYankedRelease) : [],
  };
}

function identityOf(value: unknown): PreviousRelease | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { version, sha256 } = value as Readonly<Record<string, unknown>>;
  // The version becomes part of a path.
  if (typeof version !== "string" || !isReleaseVersion(version) || !isHash(sha256))
    return undefined;
  return { version, sha256 };
}

function isYankedRelease(value: unknown): value is YankedRelease {
  if (typeof value !== "object" || value === null) return false;
  const { version, ...yanked } = value as Readonly<Record<string, unknown>>;
  return typeof version === "string" && isReleaseVersion(version) && isYanked(yanked);
}
