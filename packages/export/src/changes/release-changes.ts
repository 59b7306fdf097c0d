import type { Dataset } from "@sourcebook/schema";
import { comparableDataset } from "../comparables.ts";
import type { Comparable } from "../diff/release-diff.ts";
import type { PreviousRelease } from "../release-plan.ts";
import { type Judgement, type JudgeOptions, judgeReleases } from "../verdict/judge-releases.ts";
import type { YankedRelease } from "../versions.ts";

/** The step to a release from the one that it is compared with. */
export interface ReleaseChanges {
  readonly comparedWith: PreviousRelease;
  readonly judgement: Judgement;
  /** All releases that were yanked when this one was cut. */
  readonly yanked: readonly YankedRelease[];
}

/**
 * Compares what is about to be released with an earlier release.
 *
 * @param dataset as it was given, so that what is withheld of it is known
 */
export async function judgeChanges(
  before: Comparable,
  dataset: Dataset,
  options: JudgeOptions,
  about: Omit<ReleaseChanges, "judgement">,
): Promise<ReleaseChanges> {
  const judgement = await judgeReleases(before, await comparableDataset(dataset), options);
  return { ...about, judgement };
}
