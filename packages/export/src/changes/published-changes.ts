import type { RowChange } from "../diff/release-diff.ts";
import type { Survey, SurveyedTable } from "../diff/survey-releases.ts";
import type { Verdict } from "../verdict/finding.ts";
import { mapChanges } from "./explain-changes.ts";

/**
 * The changes as a release holds them beside its data, so that they are as small as what changed.
 *
 * Values that stand in the data are not said again: of rows and columns that came, only that they came. Of rows
 * that went, what they said is not repeated; of those that went for safety, nothing but their number is told.
 */
export const publishedChanges = (survey: Survey): Survey => ({
  ...survey,
  tables: survey.tables.map(publishTable),
});

function publishTable(table: SurveyedTable): SurveyedTable {
  const { shape } = table;
  // Rows that came or went with their table, or that cannot be told apart, are told by their number.
  if (shape.change !== "kept" || !shape.keys_comparable) return { shape, async *changes() {} };
  const isNew = (field: string): boolean => shape.fields_added.includes(field);
  return mapChanges(table, (change) => publishChange(change, isNew));
}

function publishChange(
  change: RowChange,
  isNew: (field: string) => boolean,
): RowChange | undefined {
  switch (change.change) {
    case "added":
      return { ...change, cells: {} };
    case "removed":
      return change.redacted ? undefined : { ...change, cells: {} };
    case "changed":
    case "moved": {
      const cells = change.cells.filter(({ field }) => !isNew(field));
      return change.change === "changed" && cells.length === 0 ? undefined : { ...change, cells };
    }
  }
}

/** A verdict as a release holds it: where something was redacted, and of which rows not. */
export const publishedVerdict = (verdict: Verdict): Verdict => ({
  ...verdict,
  findings: verdict.findings.map(({ rows, ...finding }) =>
    rows === undefined || finding.rule === "SV031" ? finding : { ...finding, rows },
  ),
});
