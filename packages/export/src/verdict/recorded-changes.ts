import { lateLibrary } from "../late-library.ts";
import type { RecordedChange } from "./finding.ts";

const gt = lateLibrary<typeof import("semver/functions/gt.js")>("semver/functions/gt.js");
const valid = lateLibrary<typeof import("semver/functions/valid.js")>("semver/functions/valid.js");

/** Finds what was recorded of a cell, or of a whole row when no field is given. */
export type FindRecord = (table: string, id: string, field?: string) => RecordedChange | undefined;

/**
 * Makes the recorded changes of one version step findable.
 *
 * @param before the version of the release before: what was recorded for it, or earlier, is spent
 */
export function indexRecords(records: readonly RecordedChange[], before: string): FindRecord {
  const index = new Map<string, RecordedChange>();
  for (const record of records) {
    if (!valid()(record.since) || !gt()(record.since, before)) continue;
    index.set(keyOf(record.table, record.id, record.field), record);
  }
  // The usual case: with a key made for each cell, it would cost more than all else that is asked of a row.
  if (index.size === 0) return () => undefined;
  return (table, id, field) =>
    index.get(keyOf(table, id, field)) ?? index.get(keyOf(table, id, undefined));
}

// Framed, not joined: parts may hold any character.
const keyOf = (table: string, id: string, field: string | undefined): string =>
  JSON.stringify([table, id, field ?? null]);
