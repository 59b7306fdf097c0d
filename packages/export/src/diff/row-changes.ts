import type { Cell, Field, Row } from "@sourcebook/schema";
import { cellOf } from "../format-cell.ts";
import type { KeptField } from "./align-fields.ts";
import { cellText, sameCell } from "./cells.ts";
import type { CellChange } from "./release-diff.ts";

/** The cells of a row that is on both sides, where they differ; fields of another type meet by their text. */
export function cellChanges(
  before: Row,
  after: Row,
  kept: readonly KeptField[],
): readonly CellChange[] {
  const changes: CellChange[] = [];
  for (const { from, to } of kept) {
    const left = cellOf(before, from.name);
    const right = cellOf(after, to.name);
    const same = from.type === to.type ? sameCell(left, right) : cellText(left) === cellText(right);
    if (!same) changes.push(cellChange(to.name, left, right));
  }
  return changes;
}

/** How many cells that are stated on both sides stayed as they were, those of the key aside. */
export function countSame(
  before: Row,
  after: Row,
  kept: readonly KeptField[],
  primaryKey: readonly string[],
): number {
  const changed = new Set(cellChanges(before, after, kept).map(({ field }) => field));
  return kept.filter(
    ({ from, to }) =>
      !primaryKey.includes(to.name) &&
      !changed.has(to.name) &&
      cellOf(before, from.name) !== undefined,
  ).length;
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
