import type { Row } from "@sourcebook/schema";
import type { Alignment } from "./align-fields.ts";
import type { RowPair } from "./merge-rows.ts";
import { type ChangedRow, changeOfRow } from "./row-changes.ts";

/** What two tables have at one key, where they do not say the same. */
export type UnlikeRow =
  | ChangedRow
  | { readonly change: "gone"; readonly row: Row }
  | { readonly change: "arrived"; readonly row: Row };

/** Compares what stands at one key; `undefined` when both sides say the same. */
export function unlikeRow(
  { before, after }: RowPair,
  alignment: Alignment,
  primaryKey: readonly string[],
): UnlikeRow | undefined {
  if (before && after) return changeOfRow(before, after, alignment, primaryKey);
  if (after) return { change: "arrived", row: after };
  return before && { change: "gone", row: before };
}

/** Keeps what differs between two tables as long as it is little, so that they need not be read again to tell it. */
export class KeptRows {
  #rows: UnlikeRow[] | undefined = [];
  #bytes = 0;

  /** @param bytes of the records that the rows were read from; nothing is kept when it is not known */
  add(rows: readonly UnlikeRow[], bytes: number = Number.POSITIVE_INFINITY): void {
    if (rows.length === 0) return;
    this.#bytes += bytes + rows.length * rowBytes;
    if (this.#bytes > mostBytes) this.#rows = undefined;
    for (const row of rows) this.#rows?.push(row);
  }

  /** All of them in batches, or `undefined` when they were too many. */
  batches(): Iterable<readonly UnlikeRow[]> | undefined {
    return this.#rows && inBatches(this.#rows);
  }
}

function* inBatches(rows: readonly UnlikeRow[]): Generator<readonly UnlikeRow[]> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) yield rows.slice(at, at + rowsAtOnce);
}

const rowsAtOnce = 1000;
// Of the records of a table that are kept, and of what each costs beside its bytes.
const mostBytes = 1 << 24;
const rowBytes = 200;
