import {
  collectDiff,
  judgeReleases,
  type RecordedChange,
  type ReleaseDiff,
  type Verdict,
  verdictSentence,
} from "@sourcebook/export";
import type { ReleaseFacts } from "../release-facts.ts";

/** What one release changed against the one that it is compared with. */
export interface ReleaseStep {
  readonly before: ReleaseFacts;
  readonly verdict: Verdict;
  /** The verdict in one sentence. */
  readonly sentence: string;
  readonly diff: ReleaseDiff;
}

/**
 * What each release changed, by its version; nothing for the first.
 *
 * A release says itself what it changed, with reasons and without what was redacted, and is believed. One
 * that does not, because it is older or a draft, is compared here with the last one before it that may be used.
 *
 * @param records changes that were meant, for a draft
 */
export async function stepsOf(
  releases: readonly ReleaseFacts[],
  records: readonly RecordedChange[] = [],
): Promise<ReadonlyMap<string, ReleaseStep>> {
  const steps = new Map<string, ReleaseStep>();
  for (const [index, after] of releases.entries()) {
    const earlier = releases.slice(0, index);
    const step = (await readStep(after, earlier)) ?? (await compare(after, earlier, records));
    if (step) steps.set(after.release.version, step);
  }
  return steps;
}

// More than a page shows; a release with more changes than that is compared anew, with a limit.
const mostBytes = 16_000_000;

async function readStep(
  { release }: ReleaseFacts,
  earlier: readonly ReleaseFacts[],
): Promise<ReleaseStep | undefined> {
  const file = release.files.find(({ path }) => path === "changes/changes.json");
  // A draft has the file without its size: it cannot be read before the release is cut.
  if (file?.bytes === undefined || file.bytes > mostBytes) return undefined;
  const blocks: Buffer[] = [];
  for await (const block of file.read()) blocks.push(Buffer.from(block));
  const told = JSON.parse(Buffer.concat(blocks).toString("utf8")) as ToldChanges;
  const before = earlier.find((each) => each.release.version === told.compared_with?.version);
  if (before === undefined || told.verdict === undefined || told.diff === undefined)
    return undefined;
  const { verdict, diff } = told;
  return { before, verdict, sentence: verdictSentence(verdict), diff };
}

/** As `changes.json` holds it; a first release has neither. */
interface ToldChanges {
  readonly compared_with?: { readonly version: string };
  readonly verdict?: Verdict;
  readonly diff?: ReleaseDiff;
}

async function compare(
  after: ReleaseFacts,
  earlier: readonly ReleaseFacts[],
  records: readonly RecordedChange[],
): Promise<ReleaseStep | undefined> {
  const before = earlier.findLast(({ release }) => release.yanked === undefined);
  if (before === undefined) return undefined;
  const { survey, verdict } = await judgeReleases(before.release, after.release, {
    records: after.isDraft ? records : [],
  });
  const diff = await collectDiff(survey, { limit: mostRowsShown });
  return { before, verdict, sentence: verdictSentence(verdict), diff };
}

/** Of each table. The files of both releases hold all of them. */
export const mostRowsShown = 200;
