import type { Field, Row, Table, TableDefinition } from "@sourcebook/schema";
import { cellOf } from "../format-cell.ts";
import { alignFields } from "./align-fields.ts";
import { cellText } from "./cells.ts";
import { mergeRows } from "./merge-rows.ts";
import { isMostly, onlyPairs } from "./recognise.ts";
import type { FieldRename } from "./release-diff.ts";

/**
 * Finds the fields that kept their content under another name.
 *
 * A field that is gone and a new one of the same type are one and the same when nine in ten of the rows
 * that state either say the same in both, no other pair fits as well, and the content tells
 * something: text of its own, or more than one value. A renamed primary key is told by its rows'
 * meeting again. Reads both tables once, and only when there is something to pair.
 */
export async function recogniseFields(
  before: Table,
  after: Table,
): Promise<readonly FieldRename[]> {
  const keyNames = pairKeyNames(before.definition, after.definition);
  if (!keyNames) return [];
  const { key, added, removed } = alignFields(before.definition, after.definition, keyNames);
  const tallies = removed.flatMap((from) =>
    added.filter((to) => to.type === from.type).map((to) => newTally(from, to)),
  );
  if (!key || (keyNames.size === 0 && tallies.length === 0)) return [];

  const rows = { before: 0, after: 0, met: 0 };
  for await (const pairs of mergeRows(before, after, key)) {
    for (const pair of pairs) {
      if (pair.before) rows.before += 1;
      if (pair.after) rows.after += 1;
      if (!pair.before || !pair.after) continue;
      rows.met += 1;
      for (const tally of tallies) count(tally, pair.before, pair.after);
    }
  }
  const met = { equal: rows.met, of: Math.max(rows.before, rows.after) };
  if (keyNames.size > 0 && !isMostly(met)) return [];
  return [
    ...[...keyNames].map(([from, to]) => ({ from, to, ...met })),
    ...onlyPairs(tallies.filter((tally) => isMostly(tally) && tells(tally))).map(
      ({ from, to, equal, of }) => ({ from, to, equal, of }),
    ),
  ];
}

interface Tally {
  readonly from: string;
  readonly to: string;
  readonly field: Field;
  equal: number;
  of: number;
  first?: string;
  varied: boolean;
}

const newTally = (from: Field, to: Field): Tally => ({
  from: from.name,
  to: to.name,
  field: to,
  equal: 0,
  of: 0,
  varied: false,
});

function count(tally: Tally, before: Row, after: Row): void {
  const left = cellText(cellOf(before, tally.from));
  const right = cellText(cellOf(after, tally.to));
  if (left === "" && right === "") return;
  tally.of += 1;
  if (left !== right) return;
  tally.equal += 1;
  tally.first ??= left;
  if (left !== tally.first) tally.varied = true;
}

// A column that says "true" in every row is like any other such column.
const tells = ({ field, varied }: Tally): boolean =>
  varied || (field.type === "string" && field.codelist === undefined);

/** The key fields under new names, by place; `undefined` when the key is another one altogether. */
function pairKeyNames(
  before: TableDefinition,
  after: TableDefinition,
): ReadonlyMap<string, string> | undefined {
  if (before.primaryKey.length !== after.primaryKey.length) return undefined;
  const names = new Map<string, string>();
  for (const [at, from] of before.primaryKey.entries()) {
    const to = after.primaryKey[at] ?? "";
    if (from === to) continue;
    const old = before.fields.find(({ name }) => name === from);
    const renewed = after.fields.find(({ name }) => name === to);
    const isRename =
      old?.type === renewed?.type &&
      !after.fields.some(({ name }) => name === from) &&
      !before.fields.some(({ name }) => name === to);
    if (!isRename) return undefined;
    names.set(from, to);
  }
  return names;
}
