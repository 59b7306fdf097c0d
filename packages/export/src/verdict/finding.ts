import type { Bump, Policy, RuleId } from "@sourcebook/schema";

/** One difference between two releases, or many of one kind in one table, under the rule that judges it. */
export interface Finding {
  readonly rule: RuleId;
  /** The case of the rule, when it has several. */
  readonly case?: string;
  readonly bump: Bump;
  /** `error`: no release until it is mended or, for SV035, confirmed. `warning`: look at it. */
  readonly level: "info" | "warning" | "error";
  readonly table?: string;
  readonly fields?: readonly string[];
  /** What happened, in one sentence. */
  readonly sentence: string;
  /** How many rows it concerns. */
  readonly row_count?: number;
  /** The first hundred of them, by key. */
  readonly rows?: readonly FindingRow[];
  /** What the maintainer can do about it. */
  readonly remedy: string;
  /** The decision that gave the finding this bump, and the bump it would have had. */
  readonly override?: { readonly computed: Bump; readonly reason: string };
}

export interface FindingRow {
  /** The primary key, parts joined by `/`. */
  readonly id: string;
  readonly fields?: readonly string[];
  /** The id that stands for it now. */
  readonly replaced_by?: string;
  readonly reason?: string;
}

/** A recorded decision to judge a kind of finding otherwise. */
export interface Override {
  readonly rule: RuleId;
  /** Only the findings on this table; all findings of the rule when absent. */
  readonly table?: string;
  readonly bump: Bump;
  readonly reason: string;
}

/** A change of released content that was meant, with its reason. */
export interface RecordedChange {
  readonly table: string;
  /** The primary key, parts joined by `/`. */
  readonly id: string;
  /** The whole row when absent. */
  readonly field?: string;
  /** The version that brings the change. It speaks of no other. */
  readonly since: string;
  readonly reason: string;
  /** A redaction hides the value everywhere. Default: correction. */
  readonly kind?: "correction" | "redaction";
}

/** What a diff does to the version. */
export interface Verdict {
  readonly policy: Policy;
  /** The maximum over all findings, overrides applied. */
  readonly bump: Bump;
  /** What it would be without overrides. */
  readonly computed: Bump;
  /** The lowest version that may follow; the version itself when nothing changed. */
  readonly version: { readonly before: string; readonly required: string };
  /** Breaking first, then by rule and table. */
  readonly findings: readonly Finding[];
  /** Overrides that met no finding. */
  readonly unused_overrides: readonly Override[];
}
