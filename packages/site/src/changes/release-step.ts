import {
  collectDiff,
  judgeReleases,
  type ReleaseDiff,
  type Verdict,
  verdictSentence,
} from "@sourcebook/export";
import type { ReleaseFacts } from "../release-facts.ts";

/** What one release changed against the one that was cut before it. */
export interface ReleaseStep {
  readonly before: ReleaseFacts;
  readonly verdict: Verdict;
  /** The verdict in one sentence. */
  readonly sentence: string;
  /** With so many rows of each table as a page can show. */
  readonly diff: ReleaseDiff;
}

/**
 * Compares each release with the one before it.
 *
 * @returns by the version of the later one; none for the first
 */
export async function compareInTurn(
  releases: readonly ReleaseFacts[],
): Promise<ReadonlyMap<string, ReleaseStep>> {
  const steps = new Map<string, ReleaseStep>();
  for (const [index, after] of releases.entries()) {
    const before = releases[index - 1];
    if (before === undefined) continue;
    const { survey, verdict } = await judgeReleases(before.release, after.release);
    const diff = await collectDiff(survey, { limit: mostRowsShown });
    steps.set(after.release.version, {
      before,
      verdict,
      sentence: verdictSentence(verdict),
      diff,
    });
  }
  return steps;
}

// Of each table. The files of both releases hold all of them.
const mostRowsShown = 200;
