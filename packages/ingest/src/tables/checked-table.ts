import type { Row, Table, TableDefinition } from "@sourcebook/schema";
import { rowComparer } from "./compare-rows.ts";
import type { HashedInputs } from "./hashed-inputs.ts";
import { type LocatedInput, readRows } from "./read-rows.ts";
import type { RejectedRows } from "./rejects.ts";

/** Puts the rows of a table in the order of its primary key. */
export type RowSorter = (
  definition: TableDefinition,
  batches: AsyncIterable<readonly Row[]>,
) => AsyncIterable<readonly Row[]>;

export interface CheckedTableOptions {
  readonly definition: TableDefinition;
  readonly rows: number;
  readonly inputs: readonly LocatedInput[];
  readonly files: HashedInputs;
  readonly rejected: RejectedRows;
  /** The rows come in the order of their keys as they are. */
  readonly isSorted: boolean;
  readonly sort: RowSorter;
}

/** A table that reads its files again whenever its rows are asked for; they have been checked. */
export function createTable(options: CheckedTableOptions): Table {
  const { definition, rows, isSorted, sort } = options;
  return {
    definition,
    rows,
    batches: () => (isSorted ? readAgain(options) : sort(definition, readAgain(options))),
  };
}

async function* readAgain({
  definition,
  inputs,
  files,
  rejected,
}: CheckedTableOptions): AsyncGenerator<readonly Row[]> {
  for (const [file, located] of inputs.entries()) {
    for await (const batch of readRows(files.input(located.path), located, definition)) {
      const { firstRow } = batch;
      const rows = batch.rows.filter(
        (row, index) =>
          row !== undefined && rejected.find(definition.name, file, firstRow + index) === undefined,
      ) as Row[];
      if (rows.length > 0) yield rows;
    }
  }
}

const BATCH_ROWS = 1000;

/** Sorts in memory: for tables that fit there. */
export const sortInMemory: RowSorter = async function* (definition, batches) {
  const rows: Row[] = [];
  for await (const batch of batches) for (const row of batch) rows.push(row);
  rows.sort(rowComparer(definition));
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    yield rows.slice(from, from + BATCH_ROWS);
  }
};
