import type { RuleId } from "./version-rules.ts";

/** A difference between two models before a policy has judged it. */
export interface Change {
  readonly rule: RuleId;
  readonly breaks: readonly ("readers" | "writers")[];
  readonly table?: string;
  readonly field?: string;
  readonly sentence: string;
  /** The rules that this change follows from, when its bump is theirs. */
  readonly causes?: readonly RuleId[];
}

/** Puts a change together. */
export function change(
  rule: RuleId,
  breaks: Change["breaks"],
  place: Pick<Change, "table" | "field">,
  sentence: string,
): Change {
  return { rule, breaks, ...place, sentence };
}
