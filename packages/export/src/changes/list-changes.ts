import type { Row } from "@sourcebook/schema";
import { cellText } from "../diff/cells.ts";
import { formatKey } from "../diff/keys.ts";
import type { FileChanges, Retirement, RowChange, TableShape } from "../diff/release-diff.ts";
import type { Survey } from "../diff/survey-releases.ts";

/** What is said of each difference, in order; empty where there is nothing to say. */
export const changeColumns = [
  {
    name: "change",
    description: "What happened: `cell`, `row_added`, `column_removed` and the like.",
  },
  { name: "table", description: "The table, by its name in this version." },
  { name: "id", description: "The primary key of the row, its parts joined by `/`." },
  { name: "former_id", description: "The key before, for a row that moved." },
  { name: "field", description: "The column, the file or the property." },
  { name: "before", description: "What stood there in the version before." },
  {
    name: "after",
    description: "What stands there now; for a merged row, the id that stands for it.",
  },
  { name: "reason", description: "Why, where it was recorded." },
] as const;

/** One difference on one line, as text. */
export type ChangeLine = Readonly<Record<(typeof changeColumns)[number]["name"], string>>;

/** A line with the change and what else there is to say. */
export const changeLine = (change: string, rest: Partial<ChangeLine>): ChangeLine => ({
  table: "",
  id: "",
  former_id: "",
  field: "",
  before: "",
  after: "",
  reason: "",
  ...rest,
  change,
});

/** Everything that differs, one cell a line, in batches: properties, files, then tables with their rows. */
export async function* listChanges(survey: Survey): AsyncGenerator<readonly ChangeLine[]> {
  yield survey.properties.map(({ property, before = "", after = "" }) =>
    changeLine("property", { field: property, before, after }),
  );
  if (survey.files) yield [...listFiles(survey.files)];
  for (const { shape, changes } of survey.tables) {
    yield [...listShape(shape)];
    for await (const batch of changes()) {
      yield batch.flatMap((change) => [...listRow(shape.table, change)]);
    }
  }
}

export function* listFiles({
  added,
  removed,
  changed,
  moved,
  rewritten,
}: FileChanges): Generator<ChangeLine> {
  for (const path of added) yield changeLine("file_added", { field: path, after: path });
  for (const path of removed) yield changeLine("file_removed", { field: path, before: path });
  for (const path of changed) yield changeLine("file_changed", { field: path });
  for (const { from, to } of moved)
    yield changeLine("file_moved", { field: to, before: from, after: to });
  for (const path of rewritten) yield changeLine("file_rewritten", { field: path });
}

function* listShape(shape: TableShape): Generator<ChangeLine> {
  const { table } = shape;
  if (shape.change === "added") yield changeLine("table_added", { table, after: table });
  if (shape.change === "removed") yield changeLine("table_removed", { table, before: table });
  if (shape.renamed_from !== undefined) {
    yield changeLine("table_renamed", { table, before: shape.renamed_from, after: table });
  }
  for (const field of shape.fields_added)
    yield changeLine("column_added", { table, field, after: field });
  for (const field of shape.fields_removed) {
    yield changeLine("column_removed", { table, field, before: field });
  }
  for (const { from, to } of shape.fields_renamed) {
    yield changeLine("column_renamed", { table, field: to, before: from, after: to });
  }
  for (const { field, before, after } of shape.fields_retyped) {
    yield changeLine("column_retyped", { table, field, before, after });
  }
  if (shape.fields_reordered) yield changeLine("columns_reordered", { table });
}

function* listRow(table: string, change: RowChange): Generator<ChangeLine> {
  const id = formatKey(change.key);
  switch (change.change) {
    case "added":
      return yield* listCells(change.cells, "after", changeLine("row_added", { table, id }));
    case "removed":
      return yield* listCells(
        change.cells,
        "before",
        changeLine("row_removed", { table, id, ...whyRemoved(change) }),
      );
    case "moved": {
      const former = formatKey(change.from);
      const about = { id, former_id: former, before: former, after: id };
      yield changeLine("row_moved", { table, ...about, reason: retirementText(change.retired) });
    }
  }
  for (const { field, before, after, reason = "" } of change.cells) {
    const values = { before: cellText(before), after: cellText(after) };
    yield changeLine("cell", { table, id, field, ...values, reason });
  }
}

/** A line for each cell of a row that came or went; one for the row when its cells are not told. */
function* listCells(cells: Row, side: "before" | "after", line: ChangeLine): Generator<ChangeLine> {
  const stated = Object.entries(cells);
  if (stated.length === 0) yield line;
  for (const [field, cell] of stated) yield { ...line, field, [side]: cellText(cell) };
}

function whyRemoved({
  retired,
  reason,
}: Extract<RowChange, { change: "removed" }>): Partial<ChangeLine> {
  if (!retired) return reason === undefined ? {} : { reason };
  const { replaced_by: after = "" } = retired;
  return { after, reason: retirementText(retired) };
}

const retirementText = (retired: Retirement | undefined): string =>
  retired ? `${retired.status}: ${retired.reason}` : "";
