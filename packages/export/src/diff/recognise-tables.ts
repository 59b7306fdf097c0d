import { alignFields, sameLayout } from "./align-fields.ts";
import { isMostly, onlyPairs } from "./recognise.ts";
import type { ComparableTable } from "./release-diff.ts";
import { pairTables } from "./table-pair.ts";

/**
 * Finds the tables that kept their content under another name: the same fields and primary key, and
 * nine in ten of all rows the same.
 *
 * @returns names before to names after
 */
export async function recogniseTables(
  gone: readonly ComparableTable[],
  arrived: readonly ComparableTable[],
): Promise<ReadonlyMap<string, string>> {
  const alike: { from: string; to: string }[] = [];
  for (const before of gone) {
    for (const after of arrived) {
      if (await hasSameContent(before, after)) {
        alike.push({ from: before.definition.name, to: after.definition.name });
      }
    }
  }
  return new Map(onlyPairs(alike).map(({ from, to }) => [from, to]));
}

async function hasSameContent(before: ComparableTable, after: ComparableTable): Promise<boolean> {
  const { key } = alignFields(before.definition, after.definition);
  if (!key || !sameLayout(before.definition, after.definition)) return false;
  const { counts } = await pairTables(before, after);
  return isMostly({
    equal: counts.before - counts.removed - counts.moved - counts.changed,
    of: counts.before + counts.added + counts.moved,
  });
}
