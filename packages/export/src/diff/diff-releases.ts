import type { Comparable, ReleaseDiff, RowChange, TableDiff } from "./release-diff.ts";
import { type Survey, type SurveyedTable, surveyReleases } from "./survey-releases.ts";

export interface DiffOptions {
  /** How many changes to list for each table. Counts are always of all of them. Default: all. */
  readonly limit?: number;
}

/**
 * Compares two releases, or a release and a working tree, into one plain value.
 *
 * For diffs too large to hold, `surveyReleases` gives the same piece by piece.
 *
 * @throws SourcebookError `VERIFY_FAILED` when two rows of a table have the same key
 */
export async function diffReleases(
  before: Comparable,
  after: Comparable,
  options: DiffOptions = {},
): Promise<ReleaseDiff> {
  return await collectDiff(await surveyReleases(before, after), options);
}

/** Gathers a survey into one plain value. */
export async function collectDiff(
  { tables, ...rest }: Survey,
  { limit = Number.POSITIVE_INFINITY }: DiffOptions = {},
): Promise<ReleaseDiff> {
  const collected: TableDiff[] = [];
  for (const table of tables) collected.push(await collectTable(table, limit));
  return { ...rest, tables: collected };
}

async function collectTable({ shape, changes }: SurveyedTable, limit: number): Promise<TableDiff> {
  const { added, removed, changed, extended, moved } = shape.rows;
  const total = added + removed + changed + extended + moved;
  const listed: RowChange[] = [];
  if (total > 0) {
    for await (const batch of changes()) {
      for (const change of batch) if (listed.length < limit) listed.push(change);
      if (listed.length >= limit) break;
    }
  }
  return { ...shape, changes: listed, omitted: total - listed.length };
}
