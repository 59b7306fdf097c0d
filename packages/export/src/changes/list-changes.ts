import { cellText } from "../diff/cells.ts";
import { formatKey } from "../diff/keys.ts";
import type { FileChanges, ReleaseDiff, RowChange, TableDiff } from "../diff/release-diff.ts";

/** One difference on one line, as text; empty where there is nothing to say. */
export interface ChangeLine {
  readonly change: string;
  readonly table: string;
  /** The primary key, its parts joined by `/`. */
  readonly id: string;
  /** The key before, for a row that moved. */
  readonly former_id: string;
  /** The column, the file or the property. */
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** The columns of the lines, in order. */
export const changeColumns: readonly (keyof ChangeLine)[] = [
  "change",
  "table",
  "id",
  "former_id",
  "field",
  "before",
  "after",
];

const line = (change: string, rest: Partial<ChangeLine>): ChangeLine => ({
  table: "",
  id: "",
  former_id: "",
  field: "",
  before: "",
  after: "",
  ...rest,
  change,
});

/** Everything that a diff tells, one cell a line: properties, files, then tables with their rows. */
export function* listChanges(diff: ReleaseDiff): Generator<ChangeLine> {
  for (const { property, before = "", after = "" } of diff.properties) {
    yield line("property", { field: property, before, after });
  }
  if (diff.files) yield* listFiles(diff.files);
  for (const table of diff.tables) {
    yield* listShape(table);
    for (const change of table.changes) yield* listRow(table.table, change);
  }
}

function* listFiles({
  added,
  removed,
  changed,
  moved,
  rewritten,
}: FileChanges): Generator<ChangeLine> {
  for (const path of added) yield line("file_added", { field: path, after: path });
  for (const path of removed) yield line("file_removed", { field: path, before: path });
  for (const path of changed) yield line("file_changed", { field: path });
  for (const { from, to } of moved)
    yield line("file_moved", { field: to, before: from, after: to });
  for (const path of rewritten) yield line("file_rewritten", { field: path });
}

function* listShape(shape: TableDiff): Generator<ChangeLine> {
  const { table } = shape;
  if (shape.change === "added") yield line("table_added", { table, after: table });
  if (shape.change === "removed") yield line("table_removed", { table, before: table });
  if (shape.renamed_from !== undefined) {
    yield line("table_renamed", { table, before: shape.renamed_from, after: table });
  }
  for (const field of shape.fields_added)
    yield line("column_added", { table, field, after: field });
  for (const field of shape.fields_removed) {
    yield line("column_removed", { table, field, before: field });
  }
  for (const { from, to } of shape.fields_renamed) {
    yield line("column_renamed", { table, field: to, before: from, after: to });
  }
  for (const { field, before, after } of shape.fields_retyped) {
    yield line("column_retyped", { table, field, before, after });
  }
  if (shape.fields_reordered) yield line("columns_reordered", { table });
}

function* listRow(table: string, change: RowChange): Generator<ChangeLine> {
  const id = formatKey(change.key);
  if (change.change === "added" || change.change === "removed") {
    const side = change.change === "added" ? "after" : "before";
    for (const [field, cell] of Object.entries(change.cells)) {
      yield line(`row_${change.change}`, { table, id, field, [side]: cellText(cell) });
    }
    return;
  }
  if (change.change === "moved") {
    const former = formatKey(change.from);
    yield line("row_moved", { table, id, former_id: former, before: former, after: id });
  }
  for (const { field, before, after } of change.cells) {
    yield line("cell", { table, id, field, before: cellText(before), after: cellText(after) });
  }
}
