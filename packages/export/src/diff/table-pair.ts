import type { Row, Table } from "@sourcebook/schema";
import { type Alignment, alignFields, keyPartsAsText } from "./align-fields.ts";
import { formatKey, keyOf } from "./keys.ts";
import { OutOfOrder, type RowPair } from "./merge-rows.ts";
import { findMoves, type MovedRows } from "./moved-rows.ts";
import { pairRows } from "./paired-rows.ts";
import { recogniseFields } from "./recognise-fields.ts";
import { NotCanonical, RecordsOutOfOrder } from "./record-cursor.ts";
import type {
  ComparableTable,
  FieldRename,
  Retirement,
  RowChange,
  RowCounts,
} from "./release-diff.ts";
import { cellsOfAdded } from "./row-changes.ts";
import { sortRows } from "./sort-rows.ts";
import { KeptRows, type UnlikeRow, unlikeRow } from "./unlike-rows.ts";

/** A table on both sides, and all that must be known of it before its changes can be told one by one. */
export interface TablePair {
  readonly before: ComparableTable;
  readonly after: ComparableTable;
  readonly alignment: Alignment;
  /** The rows that differ, by key; can be asked for more than once. */
  readonly unlike: () => AsyncIterable<readonly UnlikeRow[]> | Iterable<readonly UnlikeRow[]>;
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
  const { primaryKey } = after.definition;
  const newFields = new Set(alignment.added.map(({ name }) => name));
  const counts = { before: 0, after: 0, added: 0, removed: 0, changed: 0, extended: 0, moved: 0 };
  const count = (row: UnlikeRow): void => {
    if (row.change === "arrived") counts.added += 1;
    else if (row.change === "gone") counts.removed += 1;
    else if (row.cells.every(({ field }) => newFields.has(field))) counts.extended += 1;
    else counts.changed += 1;
  };
  const kept = new KeptRows();
  let followed = 0;
  const rows = pairRows(before, after, alignment);
  const findUnlike = (pairs: readonly RowPair[]): readonly UnlikeRow[] =>
    pairs
      .map((pair) => unlikeRow(pair, alignment, primaryKey))
      .filter((unlike) => unlike !== undefined);
  for await (const { same, pairs, bytes } of rows()) {
    counts.before += same;
    counts.after += same;
    for (const pair of pairs) {
      if (pair.before) counts.before += 1;
      if (pair.after) counts.after += 1;
      moveFinder.add(pair);
    }
    const unlike = findUnlike(pairs);
    unlike.forEach(count);
    kept.add(unlike, bytes);
    follow(after.definition.name, counts.before + counts.after - followed);
    followed = counts.before + counts.after;
  }
  const moves = moveFinder.found();
  counts.moved = moves.newKeyOf.size;
  counts.added -= counts.moved;
  counts.removed -= counts.moved;
  const readAgain = async function* (): AsyncGenerator<readonly UnlikeRow[]> {
    for await (const { pairs } of rows()) yield findUnlike(pairs);
  };
  const unlike = () => kept.batches() ?? readAgain();
  return { before, after, alignment, unlike, renames, moves, counts };
}

/**
 * Tells the changes of a table one by one, in key order, holding one batch.
 *
 * @param retired what became of the ids of this table
 */
export async function* rowChanges(
  { before, after, alignment, unlike: unlikeRows, moves }: TablePair,
  retired: ReadonlyMap<string, Retirement> = new Map(),
): AsyncGenerator<readonly RowChange[]> {
  const oldKey = before.definition.primaryKey;
  const newKey = after.definition.primaryKey;
  const tell = (unlike: UnlikeRow): RowChange | undefined => {
    if (unlike.change === "arrived") return tellNew(unlike.row);
    return unlike.change === "gone" ? tellGone(unlike.row) : unlike;
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
  for await (const rows of unlikeRows()) {
    const changes = rows.map(tell).filter((change) => change !== undefined);
    if (changes.length > 0) yield changes;
  }
}
