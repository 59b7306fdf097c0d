import type { Policy, WorkOptions } from "@sourcebook/schema";
import { explainChanges } from "../changes/explain-changes.ts";
import type { Comparable } from "../diff/release-diff.ts";
import { readRetirements } from "../diff/retirements.ts";
import { type Survey, surveyReleases } from "../diff/survey-releases.ts";
import { nothingWithheld } from "../rights/withholding.ts";
import type { Churn } from "./churn.ts";
import type { Override, RecordedChange, Verdict } from "./finding.ts";
import { judge } from "./judge.ts";

/** By what a diff is judged. */
export interface JudgeOptions extends WorkOptions {
  /** Default: `default`. */
  readonly policy?: Policy;
  /** The changes of released content that were meant. */
  readonly records?: readonly RecordedChange[];
  readonly overrides?: readonly Override[];
  readonly churn?: Churn;
}

/** What differs between two releases, and what that does to the version. */
export interface Judgement {
  /** With recorded reasons beside its changes, and without the values that were redacted. */
  readonly survey: Survey;
  readonly verdict: Verdict;
}

/**
 * Compares two releases, or a release and a dataset, and computes how far the version must rise.
 *
 * @throws SourcebookError `VERIFY_FAILED` when two rows of a table have the same key
 */
export async function judgeReleases(
  before: Comparable,
  after: Comparable,
  options: JudgeOptions = {},
): Promise<Judgement> {
  const survey = await surveyReleases(before, after, options);
  const models = { before: before.model, after: after.model };
  const { withholding = nothingWithheld } = after;
  const verdict = await judge(survey, {
    ...options,
    models,
    withholding,
    retired: {
      before: await readRetirements(before.tables),
      after: await readRetirements(after.tables),
    },
  });
  return { survey: explainChanges(survey, { ...options, models, withholding }), verdict };
}
