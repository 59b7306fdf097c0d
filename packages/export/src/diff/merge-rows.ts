import type { Row, Table } from "@sourcebook/schema";
import { compareKeys, type KeyPart, keyOf } from "./keys.ts";
import type { Key } from "./release-diff.ts";

/** What stands at one key: on one side only, or on both. */
export interface RowPair {
  readonly before?: Row;
  readonly after?: Row;
}

/** A table does not come in the order of its key; thrown before any wrong pair is made of it. */
export class OutOfOrder extends Error {
  override readonly name = "OutOfOrder";
}

/**
 * Walks two tables side by side in the order of their key, holding one batch of each.
 *
 * @throws OutOfOrder as soon as a row does not come after the one before it
 */
export async function* mergeRows(
  before: Table,
  after: Table,
  key: readonly KeyPart[],
): AsyncGenerator<readonly RowPair[]> {
  const asText = key.map((part) => part.asText);
  const left = openCursor(
    before,
    key.map(({ from }) => from),
    asText,
  );
  const right = openCursor(
    after,
    key.map(({ to }) => to),
    asText,
  );
  try {
    while (true) {
      await left.fill();
      await right.fill();
      const pairs: RowPair[] = [];
      // Neither side runs ahead of a batch of the other that is still to come.
      while ((left.row && right.row) || (left.row && right.ended) || (right.row && left.ended)) {
        const order = !right.row ? -1 : !left.row ? 1 : compareKeys(left.key, right.key, asText);
        pairs.push({
          ...(left.row && order <= 0 && { before: left.row }),
          ...(right.row && order >= 0 && { after: right.row }),
        });
        if (order <= 0) left.advance();
        if (order >= 0) right.advance();
      }
      if (pairs.length > 0) yield pairs;
      if (left.ended && right.ended) return;
    }
  } finally {
    await left.close();
    await right.close();
  }
}

/** A place in a table. */
interface Cursor {
  /** The row at this place; absent when the batch is used up. */
  readonly row: Row | undefined;
  /** The key of that row. */
  readonly key: Key;
  /** No row is left, neither here nor in a batch to come. */
  readonly ended: boolean;
  /** Brings the next batch when this one is used up. */
  fill(): Promise<void>;
  advance(): void;
  close(): Promise<void>;
}

function openCursor(table: Table, fields: readonly string[], asText: readonly boolean[]): Cursor {
  const batches = table.batches()[Symbol.asyncIterator]();
  let batch: readonly Row[] = [];
  let at = 0;
  let key: Key | undefined;
  let ended = false;
  const arrive = (): void => {
    const row = batch[at];
    if (row === undefined) return;
    const next = keyOf(row, fields);
    if (key && compareKeys(key, next, asText) >= 0) throw new OutOfOrder(table.definition.name);
    key = next;
  };
  return {
    get row() {
      return batch[at];
    },
    get key() {
      return key ?? [];
    },
    get ended() {
      return ended;
    },
    async fill() {
      while (at >= batch.length && !ended) {
        const next = await batches.next();
        ended = next.done === true;
        batch = next.done ? [] : next.value;
        at = 0;
        arrive();
      }
    },
    advance() {
      at += 1;
      arrive();
    },
    async close() {
      await batches.return?.();
    },
  };
}
