import type { Row, Table, TableDefinition } from "@sourcebook/schema";
import { formatCsv } from "../format-csv.ts";
import { type KnownRow, parseRow } from "../parse-row.ts";
import { type Alignment, keyPartsAsText, sameLayout } from "./align-fields.ts";
import type { KeyPart } from "./keys.ts";
import { mergeRecords, type RecordPair } from "./merge-records.ts";
import { mergeRows, type RowPair } from "./merge-rows.ts";
import { type KeyLayout, NotCanonical } from "./record-cursor.ts";
import type { ComparableTable } from "./release-diff.ts";
import { splitRecord } from "./split-record.ts";

/** Rows that two tables have alike, counted, and the pairs that may differ. */
export interface MetRows {
  readonly same: number;
  readonly pairs: readonly RowPair[];
  /** Of the records that the pairs were made of; absent where rows were read. */
  readonly bytes?: number;
}

/** The rows of two tables, met by their key; can be asked for more than once. */
export type PairedRows = () => AsyncGenerator<MetRows>;

/**
 * Chooses the way on which the rows of two tables meet.
 *
 * Where both stand as canonical CSV with the same columns, records are compared as bytes, and taken apart only where
 * they differ. Otherwise all rows are read.
 */
export function pairRows(
  before: ComparableTable,
  after: ComparableTable,
  alignment: Alignment,
): PairedRows {
  return pairRecords(before, after, alignment) ?? pairAllRows(before, after, alignment);
}

function pairAllRows(before: Table, after: Table, { key }: Alignment): PairedRows {
  return async function* () {
    if (key) return yield* unlike(mergeRows(before, after, key));
    // Rows that cannot meet are told one side after the other, each in the order of its own key.
    const asText = keyPartsAsText(before.definition, after.definition);
    const ownKey = ({ definition }: Table): readonly KeyPart[] =>
      definition.primaryKey.map((name, at) => ({
        from: name,
        to: name,
        asText: asText[at] === true,
      }));
    yield* unlike(mergeRows(before, noRows(before), ownKey(before)));
    yield* unlike(mergeRows(noRows(after), after, ownKey(after)));
  };
}

async function* unlike(batches: AsyncIterable<readonly RowPair[]>): AsyncGenerator<MetRows> {
  for await (const pairs of batches) yield { same: 0, pairs };
}

function pairRecords(
  before: ComparableTable,
  after: ComparableTable,
  { key }: Alignment,
): PairedRows | undefined {
  const { definition } = after;
  const [csvBefore, csvAfter] = [before.csv, after.csv];
  const isSameKey = key?.every(({ from, to, asText }) => from === to && !asText);
  if (!csvBefore || !csvAfter || !isSameKey || !sameLayout(before.definition, definition)) {
    return undefined;
  }
  const header = `${definition.fields.map(({ name }) => name).join(",")}\n`;
  const layout = keyLayout(definition);
  const toRows = (pair: RecordPair): RowPair => {
    const known = pair.before && parseRecord(before.definition, pair.before);
    return {
      ...(known && { before: known.row }),
      ...(pair.after && { after: parseRecord(definition, pair.after, known).row }),
    };
  };
  return async function* () {
    for await (const { same, pairs } of mergeRecords(csvBefore(), csvAfter(), header, layout)) {
      yield { same, pairs: pairs.map(toRows), bytes: pairs.reduce(addBytes, 0) };
    }
  };
}

const addBytes = (sum: number, { before, after }: RecordPair): number =>
  sum + (before?.length ?? 0) + (after?.length ?? 0);

function keyLayout({ fields, primaryKey }: TableDefinition): KeyLayout {
  const parts = fields.map(({ name }) => primaryKey.indexOf(name));
  return {
    partOfColumn: parts.slice(0, parts.findLastIndex((part) => part >= 0) + 1),
    isNumber: primaryKey.map((name) => {
      const type = fields.find((field) => field.name === name)?.type;
      return type === "integer" || type === "number";
    }),
  };
}

/** @throws NotCanonical when the bytes are not those that the row is written as */
function parseRecord(definition: TableDefinition, bytes: Buffer, known?: KnownRow): KnownRow {
  const cells = splitRecord(bytes);
  const { row, faults } = parseRow(definition, cells, known);
  if (faults[0] !== undefined) throw new NotCanonical(faults[0]);
  return { cells, row };
}

/** A table without its rows. */
export const noRows = ({ definition }: Table): ComparableTable => ({
  definition,
  async *batches() {},
  csv: () => csvBlocks(formatCsv(definition.fields, emptyBatches())),
});

async function* emptyBatches(): AsyncGenerator<readonly Row[]> {}

/** Text of canonical CSV as the bytes of its file. */
export async function* csvBlocks(
  texts: AsyncIterable<string | Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield typeof text === "string" ? Buffer.from(text) : text;
}
