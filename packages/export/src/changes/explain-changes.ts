import type { Model, TableDefinition } from "@sourcebook/schema";
import { formatKey } from "../diff/keys.ts";
import type { CellChange, RowChange } from "../diff/release-diff.ts";
import type { Survey, SurveyedTable } from "../diff/survey-releases.ts";
import type { RecordedChange } from "../verdict/finding.ts";
import { parentsOf } from "../verdict/judge-rows.ts";
import { type FindRecord, indexRecords } from "../verdict/recorded-changes.ts";

/** What stands for a value that was redacted. */
export const redacted = "[redacted]";

/**
 * Puts beside each change what was recorded of it: the reason of a correction; and in the place of what was
 * redacted, nothing, because a diff must not tell what a release hides.
 *
 * A diff with redactions cannot be applied any more.
 */
export function explainChanges(
  survey: Survey,
  records: readonly RecordedChange[],
  models: { readonly before: Model; readonly after: Model },
): Survey {
  if (records.length === 0) return survey;
  const find = indexRecords(records, survey.before.version);
  const explain = (table: SurveyedTable): SurveyedTable => {
    const { table: name, renamed_from = name } = table.shape;
    const definition = models.before.tables[renamed_from] ?? models.after.tables[name];
    return mapChanges(table, (change) => explainChange(change, name, definition, find));
  };
  return { ...survey, tables: survey.tables.map(explain) };
}

/** The same table with every change made into another, or left out. */
export const mapChanges = (
  table: SurveyedTable,
  map: (change: RowChange) => RowChange | undefined,
): SurveyedTable => ({
  ...table,
  async *changes() {
    for await (const batch of table.changes()) {
      yield batch.map(map).filter((change) => change !== undefined);
    }
  },
});

function explainChange(
  change: RowChange,
  table: string,
  definition: TableDefinition | undefined,
  find: FindRecord,
): RowChange {
  switch (change.change) {
    case "added":
      return change;
    case "moved":
      return find(table, formatKey(change.from))?.kind === "redaction"
        ? { ...change, from: change.from.map(() => redacted) }
        : change;
    case "changed": {
      const id = formatKey(change.key);
      const cells = change.cells.map((cell) => explainCell(cell, find(table, id, cell.field)));
      return { ...change, cells };
    }
    case "removed": {
      const id = formatKey(change.key);
      const ownRecord = find(table, id);
      // Whatever belongs to a redacted row, such as its evidence, was redacted with it.
      const parents = definition ? parentsOf(change.cells, definition) : [];
      const isRedacted =
        ownRecord?.kind === "redaction" ||
        parents.some((parent) => find(parent.table, parent.id)?.kind === "redaction");
      if (isRedacted) return { ...change, cells: {}, redacted: true };
      const isHidden = (field: string): boolean =>
        definition?.primaryKey.includes(field) !== true &&
        find(table, id, field)?.kind === "redaction";
      const cells = Object.entries(change.cells).map(
        ([field, cell]) => [field, isHidden(field) ? redacted : cell] as const,
      );
      return {
        ...change,
        cells: Object.fromEntries(cells),
        ...(ownRecord && { reason: ownRecord.reason }),
      };
    }
  }
}

function explainCell(cell: CellChange, record: RecordedChange | undefined): CellChange {
  if (record === undefined) return cell;
  if (record.kind !== "redaction") return { ...cell, reason: record.reason };
  return cell.before === undefined ? cell : { ...cell, before: redacted };
}
