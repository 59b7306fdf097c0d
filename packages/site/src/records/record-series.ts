import type { CellChange } from "@sourcebook/export";
import type { Cell, Row } from "@sourcebook/schema";
import type { ReleaseStep } from "../changes/release-step.ts";
import type { ReleaseFacts, ShownTable } from "../release-facts.ts";

/** A record through all releases, by the key that never changes its meaning. */
export interface RecordSeries {
  readonly table: string;
  readonly key: readonly Cell[];
  /** As the last release that holds it has it. */
  readonly row: Row;
  readonly firstVersion: string;
  readonly lastVersion: string;
  readonly changes: readonly RecordChange[];
}

/** What a release changed in a record. */
export interface RecordChange {
  readonly version: string;
  readonly cells: readonly CellChange[];
}

/** A table with more rows than this gives no page to each of them: its rows are looked at in the table. */
export const mostRecordPages = 10_000;

/** The records that have a page, by table and key (as JSON). */
export type AllSeries = ReadonlyMap<string, ReadonlyMap<string, RecordSeries>>;

/**
 * Follows the records of each table through all releases.
 *
 * A record that has had a page keeps it, whatever becomes of its table: addresses stay. A table that is
 * the same as in the release before is not read again.
 *
 * @param releases the first that was cut first
 * What a release tells of its own changes goes before what is found here: it has reasons, and leaves out what
 * was redacted.
 *
 * @param hasPages which tables give their rows pages
 */
export async function followRecords(
  releases: readonly ReleaseFacts[],
  steps: ReadonlyMap<string, ReleaseStep>,
  hasPages: (facts: ReleaseFacts, table: string) => boolean,
): Promise<AllSeries> {
  const followed = new Map<string, FollowedTable>();
  for (const facts of releases) {
    for (const shown of facts.tables) {
      const { name, primaryKey } = shown.table.definition;
      if (shown.kind === "view" || primaryKey.length === 0 || !hasPages(facts, name)) continue;
      if (shown.rows > mostRecordPages && !followed.has(name)) continue;
      const state = followed.get(name) ?? { records: new Map<string, Draft>() };
      followed.set(name, state);
      await followTable(
        state,
        facts.release,
        shown,
        toldCells(steps.get(facts.release.version), name),
      );
    }
  }
  return new Map([...followed].map(([name, { records }]) => [name, records]));
}

interface FollowedTable {
  readonly records: Map<string, Draft>;
  /** Of its file in the release that was looked at last. */
  sha256?: string | undefined;
  version?: string;
}

type Draft = { -readonly [Part in keyof RecordSeries]: RecordSeries[Part] } & {
  changes: RecordChange[];
};

async function followTable(
  state: FollowedTable,
  { version, files }: ReleaseFacts["release"],
  { table, rows }: ShownTable,
  told: ReadonlyMap<string, readonly CellChange[]>,
): Promise<void> {
  const { name, primaryKey } = table.definition;
  const sha256 = files.find(({ path }) => path === `data/${name}.csv`)?.sha256;
  if (sha256 !== undefined && sha256 === state.sha256) {
    for (const record of state.records.values()) {
      if (record.lastVersion === state.version) record.lastVersion = version;
    }
  } else {
    for await (const batch of table.batches()) {
      for (const row of batch) followRow(row);
    }
  }
  state.sha256 = sha256;
  state.version = version;

  function followRow(row: Row): void {
    const key = primaryKey.map((field) => row[field] ?? "");
    const id = JSON.stringify(key);
    const record = state.records.get(id);
    if (record !== undefined) {
      const cells = changedCells(record.row, row, told.get(id) ?? []);
      if (cells.length > 0) record.changes.push({ version, cells });
      record.row = row;
      record.lastVersion = version;
    } else if (rows <= mostRecordPages) {
      const [firstVersion, lastVersion] = [version, version];
      state.records.set(id, { table: name, key, row, firstVersion, lastVersion, changes: [] });
    }
  }
}

/** The changed cells of a table as the release tells them, by key as JSON. */
function toldCells(
  step: ReleaseStep | undefined,
  name: string,
): ReadonlyMap<string, readonly CellChange[]> {
  const table = step?.diff.tables.find((each) => each.table === name);
  return new Map(
    table?.changes.flatMap((change) =>
      change.change === "changed" ? [[JSON.stringify(change.key), change.cells] as const] : [],
    ),
  );
}

function changedCells(before: Row, after: Row, told: readonly CellChange[]): RecordChange["cells"] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => {
      const cell = told.find((each) => each.field === field);
      if (cell) return cell;
      return {
        field,
        ...(before[field] !== undefined && { before: before[field] }),
        ...(after[field] !== undefined && { after: after[field] }),
      };
    });
}
