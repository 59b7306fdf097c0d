import type { Model, TableDefinition } from "@sourcebook/schema";
import { cellText } from "../diff/cells.ts";
import { formatKey } from "../diff/keys.ts";
import type { CellChange, RowChange } from "../diff/release-diff.ts";
import type { Survey, SurveyedTable } from "../diff/survey-releases.ts";
import { isWithheldRow, type Withholding } from "../rights/withholding.ts";
import type { RecordedChange } from "../verdict/finding.ts";
import { parentsOf } from "../verdict/judge-rows.ts";
import { type FindRecord, indexRecords } from "../verdict/recorded-changes.ts";

/** What stands for a value that was redacted. */
export const redacted = "[redacted]";

/** By what changes are explained. */
export interface Explanation {
  readonly records?: readonly RecordedChange[];
  readonly models: { readonly before: Model; readonly after: Model };
  readonly withholding: Withholding;
}

/**
 * Puts beside each change what was recorded of it: the reason of a correction; and in the place of what was
 * redacted or is withheld now, nothing, because a diff must not tell what a release hides.
 *
 * A diff in which something is hidden cannot be applied any more.
 */
export function explainChanges(
  survey: Survey,
  { records = [], models, withholding }: Explanation,
): Survey {
  const find = indexRecords(records, survey.before.version);
  const explain = (table: SurveyedTable): SurveyedTable => {
    const { table: name, renamed_from = name } = table.shape;
    const definition = models.before.tables[renamed_from] ?? models.after.tables[name];
    return mapChanges(table, (change) =>
      explainChange(change, { table: name, definition, find, withholding }),
    );
  };
  const isNamed = withholding.isNamedIn;
  const { files } = survey;
  return {
    ...survey,
    properties: survey.properties.map((change) =>
      isNamed(change.before ?? "") ? { ...change, before: redacted } : change,
    ),
    ...(files && {
      files: {
        ...files,
        removed: files.removed.filter((path) => !isNamed(path)),
        moved: files.moved.filter(({ from }) => !isNamed(from)),
      },
    }),
    tables: survey.tables.map(explain),
  };
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

interface ExplainedTable {
  readonly table: string;
  readonly definition: TableDefinition | undefined;
  readonly find: FindRecord;
  readonly withholding: Withholding;
}

function explainChange(change: RowChange, context: ExplainedTable): RowChange {
  const { table, find, withholding } = context;
  switch (change.change) {
    case "added":
      return change;
    case "moved": {
      const from = formatKey(change.from);
      const isHidden = find(table, from)?.kind === "redaction" || withholding.isNamedIn(from);
      return isHidden ? { ...change, from: change.from.map(() => redacted) } : change;
    }
    case "changed": {
      const id = formatKey(change.key);
      const cells = change.cells.map((cell) =>
        withholding.isNamedIn(cellText(cell.before))
          ? { ...cell, before: redacted }
          : explainCell(cell, find(table, id, cell.field)),
      );
      return { ...change, cells };
    }
    case "removed":
      return explainRemoved(change, context);
  }
}

function explainRemoved(
  change: Extract<RowChange, { change: "removed" }>,
  { table, definition, find, withholding }: ExplainedTable,
): RowChange {
  const id = formatKey(change.key);
  const ownRecord = find(table, id);
  // Whatever belongs to a redacted row, such as its evidence, was redacted with it.
  const parents = definition ? parentsOf(change.cells, definition) : [];
  const isRedacted =
    ownRecord?.kind === "redaction" ||
    parents.some((parent) => find(parent.table, parent.id)?.kind === "redaction") ||
    isWithheldRow(withholding, definition, change.cells);
  if (isRedacted) return { ...change, cells: {}, redacted: true };
  const isHidden = (field: string): boolean =>
    definition?.primaryKey.includes(field) !== true && find(table, id, field)?.kind === "redaction";
  const cells = Object.entries(change.cells).map(
    ([field, cell]) => [field, isHidden(field) ? redacted : cell] as const,
  );
  return {
    ...change,
    cells: Object.fromEntries(cells),
    ...(ownRecord && { reason: ownRecord.reason }),
  };
}

function explainCell(cell: CellChange, record: RecordedChange | undefined): CellChange {
  if (record === undefined) return cell;
  if (record.kind !== "redaction") return { ...cell, reason: record.reason };
  return cell.before === undefined ? cell : { ...cell, before: redacted };
}
