import { type Row, SourcebookError, type Table } from "@sourcebook/schema";
import { compareKeys, formatKey, keyOf } from "./keys.ts";
import type { Key } from "./release-diff.ts";

/**
 * The same table in the order of its primary key, held in memory.
 *
 * @param asText for each part of the key, whether numbers count as text
 * @throws SourcebookError `VERIFY_FAILED` when two rows have one key
 */
export async function sortRows(table: Table, asText: readonly boolean[]): Promise<Table> {
  const { name, primaryKey } = table.definition;
  const keyed: { key: Key; row: Row }[] = [];
  for await (const batch of table.batches()) {
    for (const row of batch) keyed.push({ key: keyOf(row, primaryKey), row });
  }
  keyed.sort((a, b) => compareKeys(a.key, b.key, asText));
  for (const [at, { key }] of keyed.entries()) {
    const next = keyed[at + 1];
    if (!next || compareKeys(key, next.key, asText) !== 0) continue;
    throw new SourcebookError("VERIFY_FAILED", {
      what: `Two rows of ${name} have the primary key ${formatKey(key)}, so no change of either can be told`,
      where: { table: name },
      fix: "Compare a release that `sourcebook verify` passes",
    });
  }
  const rows = keyed.map(({ row }) => row);
  return {
    definition: table.definition,
    batches: async function* () {
      yield rows;
    },
  };
}
