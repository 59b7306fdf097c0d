import type { Row, RuleId, TableDefinition } from "@sourcebook/schema";
import { cellText, sameCell } from "../diff/cells.ts";
import { formatKey, keyOf } from "../diff/keys.ts";
import type { CellChange, Retirement, RowChange, TableShape } from "../diff/release-diff.ts";
import { type Retirements, retiredIdsTable } from "../diff/retirements.ts";
import { cellOf } from "../format-cell.ts";
import { isWithheldRow, type Withholding } from "../rights/withholding.ts";
import type { FindRecord } from "./recorded-changes.ts";
import type { RowNote } from "./tally.ts";

/** The table whose rows are the words behind other rows: its changes repair, and change no value. */
export const evidenceTable = "evidence";

/** What the judgement of a row may look up. */
export interface RowContext {
  readonly shape: TableShape;
  /** The table after; before, for one that was removed. */
  readonly definition: TableDefinition;
  readonly retired: { readonly before: Retirements; readonly after: Retirements };
  readonly findRecord: FindRecord;
  readonly withholding: Withholding;
  /** Whether this very step added the row that a row of evidence belongs to. */
  isNew(table: string, id: string): boolean;
  /** Whether this very step retired the id. */
  isRetiredNow(table: string, id: string): boolean;
}

/** What the rules on rows say of one change: nothing, or one note for each rule that it meets. */
export function judgeRow(change: RowChange, context: RowContext): readonly RowNote[] {
  switch (change.change) {
    case "added":
      return judgeAdded(formatKey(change.key), change.cells, context);
    case "removed":
      return [judgeRemoved(formatKey(change.key), change.cells, change.retired, context)];
    case "moved":
      return judgeMoved(formatKey(change.from), formatKey(change.key), change.retired, context);
    case "changed":
      return judgeChanged(formatKey(change.key), change.cells, change.same, context);
  }
}

function judgeAdded(id: string, cells: Row, context: RowContext): readonly RowNote[] {
  const { table } = context.shape;
  const retirement = context.retired.before.get(table)?.get(id);
  if (retirement) return [{ rule: "SV028", case: "reuse", id, reason: retirement.reason }];
  // The trace of a row that went in this step is judged with that row.
  const isTrace =
    table === retiredIdsTable && context.isRetiredNow(textOf(cells, "table"), textOf(cells, "id"));
  if (isTrace) return [];
  const repairs =
    table === evidenceTable &&
    !parentsOf(cells, context.definition).some((parent) => context.isNew(parent.table, parent.id));
  return [{ rule: repairs ? "SV029" : "SV022", id }];
}

function judgeRemoved(
  id: string,
  cells: Row,
  retirement: Retirement | undefined,
  context: RowContext,
): RowNote {
  const { table } = context.shape;
  const record = context.findRecord(table, id);
  const isWithheld = isWithheldRow(context.withholding, context.definition, cells);
  if (isWithheld || record?.kind === "redaction") return { rule: "SV031", id };
  if (retirement) return { id, ...judgeRetirement(retirement) };
  if (record && record.field === undefined) {
    return { rule: "SV023", case: "row", id, reason: record.reason };
  }
  for (const parent of parentsOf(cells, context.definition)) {
    const ofParent = context.retired.after.get(parent.table)?.get(parent.id);
    if (ofParent) return { ...ruleOfRetirement(ofParent), case: "detail", id };
    if (context.findRecord(parent.table, parent.id)?.kind === "redaction") {
      return { rule: "SV031", id };
    }
  }
  return { rule: table === evidenceTable ? "SV029" : "SV026", id };
}

function judgeMoved(
  from: string,
  to: string,
  retirement: Retirement | undefined,
  context: RowContext,
): readonly RowNote[] {
  const { table } = context.shape;
  const reused = context.retired.before.get(table)?.get(to);
  if (reused) return [{ rule: "SV028", case: "reuse", id: to, reason: reused.reason }];
  if (!retirement) {
    const { moved, before } = context.shape.rows;
    const isNewScheme = moved > 1 && moved * 2 > before;
    const rule = isNewScheme
      ? { rule: "SV014" as const }
      : { rule: "SV026" as const, case: "moved" };
    return [{ ...rule, id: from, replaced_by: to }];
  }
  const note: RowNote = { id: from, ...judgeRetirement(retirement) };
  return retirement.replaced_by === to ? [note] : [note, { rule: "SV022", id: to }];
}

function judgeChanged(
  id: string,
  allCells: readonly CellChange[],
  same: number,
  context: RowContext,
): readonly RowNote[] {
  const { shape, definition } = context;
  const cells = worthJudging(allCells, shape, definition);
  if (cells.length === 0) return [];
  if (shape.table === evidenceTable) return [{ rule: "SV029", id }];

  const told: { rule: RuleId; case?: string; reason?: string; fields: string[] }[] = [];
  const note = (field: string, rule: RuleId, name?: string, reason?: string): void => {
    const known = told.find(
      (entry) => entry.rule === rule && entry.case === name && entry.reason === reason,
    );
    if (known) known.fields.push(field);
    else {
      told.push({
        rule,
        ...(name === undefined ? {} : { case: name }),
        ...(reason === undefined ? {} : { reason }),
        fields: [field],
      });
    }
  };
  for (const cell of cells) {
    const record = context.findRecord(shape.table, id, cell.field);
    if (record?.kind === "redaction") note(cell.field, "SV031");
    else if (followsMerge(cell, context)) note(cell.field, "SV027", "reference");
    else if (record) note(cell.field, "SV023", undefined, record.reason);
    else note(cell.field, "SV024", cell.before === undefined ? "filled" : undefined);
  }
  const isUnexplained = told.every(
    ({ rule, case: name }) => rule === "SV024" && name === undefined,
  );
  const isOther =
    isUnexplained &&
    same === 0 &&
    definition.primaryKey.length === 1 &&
    cells.filter(({ after }) => after !== undefined).length >= 3;
  if (isOther) return [{ rule: "SV028", id, fields: cells.map(({ field }) => field) }];
  return told.map((entry) => ({ id, ...entry }));
}

/** Leaves out cells of added fields, and computed cells wherever another cell of the row explains them. */
function worthJudging(
  cells: readonly CellChange[],
  { fields_added }: TableShape,
  { fields }: TableDefinition,
): readonly CellChange[] {
  const isComputed = ({ field }: CellChange): boolean =>
    fields.some(({ name, computed }) => name === field && computed === true);
  const kept = cells.filter(({ field }) => !fields_added.includes(field));
  const written = kept.filter((cell) => !isComputed(cell));
  return written.length > 0 ? written : kept;
}

const judgeRetirement = (retirement: Retirement): Omit<RowNote, "id"> => ({
  ...ruleOfRetirement(retirement),
  ...(retirement.replaced_by === undefined ? {} : { replaced_by: retirement.replaced_by }),
  reason: retirement.reason,
});

function ruleOfRetirement({ status, replaced_by }: Retirement): { rule: RuleId; case?: string } {
  if (status !== "merged") return { rule: "SV025" };
  return replaced_by === undefined ? { rule: "SV027", case: "no-redirect" } : { rule: "SV027" };
}

/** The rows that a row is a detail of: those that its own key refers to. */
export function parentsOf(
  cells: Row,
  definition: Pick<TableDefinition, "foreignKeys" | "primaryKey">,
): readonly { readonly table: string; readonly id: string }[] {
  return definition.foreignKeys
    .filter(({ fields }) => fields.every((field) => definition.primaryKey.includes(field)))
    .map(({ fields, reference }) => ({
      table: reference.table,
      id: formatKey(keyOf(cells, fields)),
    }));
}

/** Whether a reference changed only because the row it led to was merged into the one it leads to now. */
function followsMerge({ field, before, after }: CellChange, context: RowContext): boolean {
  if (before === undefined || after === undefined) return false;
  const key = context.definition.foreignKeys.find(
    ({ fields }) => fields.length === 1 && fields[0] === field,
  );
  if (!key) return false;
  const retirements = context.retired.after.get(key.reference.table);
  const follow = (id: string): string => {
    const seen = new Set<string>();
    let at = id;
    while (!seen.has(at)) {
      seen.add(at);
      at = retirements?.get(at)?.replaced_by ?? at;
    }
    return at;
  };
  const followed = Array.isArray(before)
    ? [...new Set(before.map((item: string) => follow(item)))]
    : follow(cellText(before));
  return sameCell(followed, typeof after === "object" ? after : cellText(after));
}

const textOf = (row: Row, field: string): string => cellText(cellOf(row, field));
