import type { Row, Table } from "@sourcebook/schema";
import { textOf } from "../text-of.ts";

/** Hands out the rows of a table that belong to one key after another; keys are asked for in order. */
export interface RowsByKey {
  take(key: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/**
 * Reads a table that is sorted by `field` alongside another one that is sorted by the same key, so
 * that neither has to fit into memory.
 */
export function rowsByKey(table: Table, field: string): RowsByKey {
  const rows = eachRow(table);
  let next: Promise<IteratorResult<Row>> | undefined;
  return {
    async take(key) {
      const taken: Row[] = [];
      for (;;) {
        next ??= rows.next();
        const { done, value: row } = await next;
        const rowKey = done ? undefined : textOf(row, field);
        if (rowKey === undefined || rowKey > key) return taken;
        if (rowKey === key) taken.push(row);
        next = undefined;
      }
    },
    async close() {
      await rows.return(undefined);
    },
  };
}

/** The rows of a table, one by one. */
export async function* eachRow(table: Table): AsyncGenerator<Row, undefined> {
  for await (const batch of table.batches()) yield* batch;
  return undefined;
}
