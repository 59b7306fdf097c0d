import type { RowCounts } from "../diff/release-diff.ts";
import type { Verdict } from "../verdict/finding.ts";

/** What a verdict comes to, in one sentence. */
export function verdictSentence({ bump, version, policy }: Verdict): string {
  const under = policy === "default" ? "" : ` under the policy ${policy}`;
  if (bump === "none") return `Nothing asks for a version after ${version.before}${under}.`;
  return `This is a ${bump} change${under}: after ${version.before} comes ${version.required} or higher.`;
}

/** What is counted of the rows of a table. */
export const rowCountHeadings: readonly string[] = [
  "before",
  "after",
  "added",
  "removed",
  "changed",
  "moved",
];

/** The counts under those headings; a row whose only news is a new column counts as unchanged. */
export const rowCountCells = (rows: RowCounts): readonly string[] =>
  [rows.before, rows.after, rows.added, rows.removed, rows.changed, rows.moved].map(String);
