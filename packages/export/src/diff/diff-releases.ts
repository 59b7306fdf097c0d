import { followStage, type WorkOptions } from "@sourcebook/schema";
import type { Comparable, ReleaseDiff, RowChange, TableDiff, TableShape } from "./release-diff.ts";
import { type Survey, type SurveyedTable, surveyReleases } from "./survey-releases.ts";

export interface DiffOptions extends WorkOptions {
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
  const survey = await surveyReleases(before, after, options);
  return await collectDiff(followChanges(survey, options), options);
}

/** The same survey; tells how many changes went by as they are listed, and ends when the work is stopped. */
export function followChanges(survey: Survey, work: WorkOptions): Survey {
  const total = survey.tables.reduce((sum, { shape }) => sum + countChanges(shape), 0);
  const follow = followStage(work, { stage: "list", unit: "rows", total });
  const followed = ({ shape, changes }: SurveyedTable): SurveyedTable => ({
    shape,
    async *changes() {
      for await (const batch of changes()) {
        yield batch;
        follow(shape.table, batch.length);
      }
    },
  });
  return { ...survey, tables: survey.tables.map(followed) };
}

/** Gathers a survey into one plain value. */
export async function collectDiff(
  { tables, ...rest }: Survey,
  { limit = Number.POSITIVE_INFINITY }: Pick<DiffOptions, "limit"> = {},
): Promise<ReleaseDiff> {
  const collected: TableDiff[] = [];
  for (const table of tables) collected.push(await collectTable(table, limit));
  return { ...rest, tables: collected };
}

/** How many changes a table has to tell. */
export const countChanges = ({ rows }: TableShape): number =>
  rows.added + rows.removed + rows.changed + rows.extended + rows.moved;

async function collectTable({ shape, changes }: SurveyedTable, limit: number): Promise<TableDiff> {
  const total = countChanges(shape);
  const listed: RowChange[] = [];
  if (total > 0) {
    for await (const batch of changes()) {
      for (const change of batch) if (listed.length < limit) listed.push(change);
      if (listed.length >= limit) break;
    }
  }
  return { ...shape, changes: listed, omitted: total - listed.length };
}
