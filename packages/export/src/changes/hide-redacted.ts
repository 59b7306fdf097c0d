import { formatKey } from "../diff/keys.ts";
import type { CellChange, ReleaseDiff, RowChange, TableDiff } from "../diff/release-diff.ts";
import type { RecordedChange } from "../verdict/finding.ts";
import { type FindRecord, indexRecords } from "../verdict/recorded-changes.ts";

/** What stands for a value that was redacted. */
export const redacted = "[redacted]";

/**
 * Takes the values out of a diff that the records call redacted: a diff must not tell what a release hides.
 *
 * What is left cannot be applied any more.
 */
export function hideRedacted(diff: ReleaseDiff, records: readonly RecordedChange[]): ReleaseDiff {
  const redactions = records.filter(({ kind }) => kind === "redaction");
  if (redactions.length === 0) return diff;
  const find = indexRecords(redactions, diff.before.version);
  return { ...diff, tables: diff.tables.map((table) => hideInTable(table, find)) };
}

function hideInTable(table: TableDiff, find: FindRecord): TableDiff {
  const isHidden = (id: string, field: string): boolean =>
    !table.primary_key.includes(field) && find(table.table, id, field) !== undefined;
  const hide = (change: RowChange): RowChange => {
    if (change.change === "added" || change.change === "moved") return change;
    const id = formatKey(change.key);
    if (change.change === "changed") {
      return {
        ...change,
        cells: change.cells.map(
          (cell): CellChange =>
            isHidden(id, cell.field) && cell.before !== undefined
              ? { ...cell, before: redacted }
              : cell,
        ),
      };
    }
    const cells = Object.entries(change.cells).map(
      ([field, cell]) => [field, isHidden(id, field) ? redacted : cell] as const,
    );
    return { ...change, cells: Object.fromEntries(cells) };
  };
  return { ...table, changes: table.changes.map(hide) };
}
