import type { Cell, Field, Row } from "@sourcebook/schema";
import { cellOf } from "../format-cell.ts";
import type { Alignment } from "./align-fields.ts";
import { cellText, sameCell } from "./cells.ts";
import { keyOf } from "./keys.ts";
import type { CellChange, RowChange } from "./release-diff.ts";

/** A row that both sides have, and that does not say the same. */
export type ChangedRow = Extract<RowChange, { change: "changed" }>;

/** How a row changed, or `undefined` when it says the same; fields of another type meet by their text. */
export function changeOfRow(
  before: Row,
  after: Row,
  { kept, added }: Alignment,
  primaryKey: readonly string[],
): ChangedRow | undefined {
  const cells: CellChange[] = [];
  let same = 0;
  for (const { from, to } of kept) {
    const left = cellOf(before, from.name);
    const right = cellOf(after, to.name);
    const isSame =
      from.type === to.type ? sameCell(left, right) : cellText(left) === cellText(right);
    if (!isSame) cells.push(cellChange(to.name, left, right));
    else if (left !== undefined && !primaryKey.includes(to.name)) same += 1;
  }
  cells.push(...cellsOfAdded(after, added));
  if (cells.length === 0) return undefined;
  return { change: "changed", key: keyOf(after, primaryKey), cells, same };
}

/** What a row states in fields that were not there before. */
export function cellsOfAdded(after: Row, added: readonly Field[]): readonly CellChange[] {
  return added.flatMap(({ name }) => {
    const cell = cellOf(after, name);
    return cell === undefined ? [] : [{ field: name, after: cell }];
  });
}

function cellChange(field: string, before: Cell | undefined, after: Cell | undefined): CellChange {
  return {
    field,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}
