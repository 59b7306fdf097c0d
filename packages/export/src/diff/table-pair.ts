import type { Row, Table } from "@sourcebook/schema";
import { type Alignment, alignFields, keyPartsAsText } from "./align-fields.ts";
import { formatKey, keyOf } from "./keys.ts";
import { OutOfOrder, type RowPair } from "./merge-rows.ts";
import { findMoves, type MovedRows } from "./moved-rows.ts";
import { type PairedRows, pairRows } from "./paired-rows.ts";
import { recogniseFields } from "./recognise-fields.ts";
import { NotCanonical, RecordsOutOfOrder } from "./record-cursor.ts";
import type {
  ComparableTable,
  FieldRename,
  Retirement,
  RowChange,
  RowCounts,
} from "./release-diff.ts";
import { cellChanges, cellsOfAdded, countSame } from "./row-changes.ts";
import { sortRows } from "./sort-rows.ts";

/** A table on both sides, and all that must be known of it before its changes can be told one by one. */
export interface TablePair {
  readonly before: ComparableTable;
  readonly after: ComparableTable;
  readonly alignment: Alignment;
  readonly rows: PairedRows;
  readonly renames: readonly FieldRename[];
  readonly moves: MovedRows;
  readonly counts: RowCounts;
}

/** Told of the rows of both sides of a table as they are compared. */
export type FollowRows = (table: string, rows: number) => void;

/**
 * Reads both tables, once or (when fields came and went) twice.
 *
 * Bytes that are not as canonical CSV is written are read as rows instead; rows out of key order are sorted in memory.
 */
export async function pairTables(
  before: ComparableTable,
  after: ComparableTable,
  follow: FollowRows = () => {},
): Promise<TablePair> {
  try {
    return await survey(before, after, follow);
  } catch (error) {
    if (error instanceof NotCanonical || error instanceof RecordsOutOfOrder) {
      return await pairTables(asRows(before), asRows(after), follow);
    }
    if (!(error instanceof OutOfOrder)) throw error;
    const asText = keyPartsAsText(before.definition, after.definition);
    return await survey(await sortRows(before, asText), await sortRows(after, asText), follow);
  }
}

/** The same table, to be read row by row. */
const asRows = ({ csv: _, ...table }: ComparableTable): Table => table;

async function survey(
  before: ComparableTable,
  after: ComparableTable,
  follow: FollowRows,
): Promise<TablePair> {
  const renames = await recogniseFields(before, after);
  const alignment = alignFields(
    before.definition,
    after.definition,
    new Map(renames.map(({ from, to }) => [from, to])),
  );
  const moveFinder = findMoves(before.definition, after.definition, alignment);
  const counts = { before: 0, after: 0, added: 0, removed: 0, changed: 0, extended: 0, moved: 0 };
  let followed = 0;
  const rows = pairRows(before, after, alignment);
  for await (const { same, pairs } of rows()) {
    counts.before += same;
    counts.after += same;
    for (const pair of pairs) {
      if (pair.before) counts.before += 1;
      if (pair.after) counts.after += 1;
      if (!pair.before) counts.added += 1;
      else if (!pair.after) counts.removed += 1;
      else if (cellChanges(pair.before, pair.after, alignment.kept).length > 0) counts.changed += 1;
      else if (cellsOfAdded(pair.after, alignment.added).length > 0) counts.extended += 1;
      moveFinder.add(pair);
    }
    follow(after.definition.name, counts.before + counts.after - followed);
    followed = counts.before + counts.after;
  }
  const moves = moveFinder.found();
  counts.moved = moves.newKeyOf.size;
  counts.added -= counts.moved;
  counts.removed -= counts.moved;
  return { before, after, alignment, rows, renames, moves, counts };
}

/**
 * Tells the changes of a table one by one, in key order, holding one batch of each side.
 *
 * @param retired what became of the ids of this table
 */
export async function* rowChanges(
  { before, after, alignment, rows, moves }: TablePair,
  retired: ReadonlyMap<string, Retirement> = new Map(),
): AsyncGenerator<readonly RowChange[]> {
  const oldKey = before.definition.primaryKey;
  const newKey = after.definition.primaryKey;
  const tell = (pair: RowPair): RowChange | undefined => {
    if (pair.before && pair.after) return tellBoth(pair.before, pair.after);
    if (pair.after) return tellNew(pair.after);
    return pair.before && tellGone(pair.before);
  };
  const tellBoth = (from: Row, to: Row): RowChange | undefined => {
    const cells = [...cellChanges(from, to, alignment.kept), ...cellsOfAdded(to, alignment.added)];
    if (cells.length === 0) return undefined;
    const same = countSame(from, to, alignment.kept, newKey);
    return { change: "changed", key: keyOf(to, newKey), cells, same };
  };
  const tellNew = (cells: Row): RowChange => {
    const key = keyOf(cells, newKey);
    const from = moves.oldKeyOf.get(formatKey(key));
    if (!from) return { change: "added", key, cells };
    const retirement = retired.get(formatKey(from));
    return {
      change: "moved",
      from,
      key,
      cells: cellsOfAdded(cells, alignment.added),
      ...(retirement ? { retired: retirement } : {}),
    };
  };
  const tellGone = (cells: Row): RowChange | undefined => {
    const key = keyOf(cells, oldKey);
    const text = formatKey(key);
    if (moves.newKeyOf.has(text)) return undefined;
    const retirement = retired.get(text);
    return { change: "removed", key, cells, ...(retirement ? { retired: retirement } : {}) };
  };
  for await (const { pairs } of rows()) {
    const changes = pairs.map(tell).filter((change) => change !== undefined);
    if (changes.length > 0) yield changes;
  }
}
