import type { Field, TableDefinition } from "@sourcebook/schema";
import type { KeyPart } from "./keys.ts";

/** A field that both sides have, under one name or two. */
export interface KeptField {
  readonly from: Field;
  readonly to: Field;
}

/** How the fields of a table before answer to its fields after. */
export interface Alignment {
  /** In the order of the fields after. */
  readonly kept: readonly KeptField[];
  readonly added: readonly Field[];
  readonly removed: readonly Field[];
  /** The primary key, part by part; `undefined` when rows cannot be told apart across the two. */
  readonly key: readonly KeyPart[] | undefined;
}

/** Pairs fields by name, or as `renames` (before to after) says. */
export function alignFields(
  before: TableDefinition,
  after: TableDefinition,
  renames: ReadonlyMap<string, string> = new Map(),
): Alignment {
  const fieldsBefore = new Map(
    before.fields.map((field) => [renames.get(field.name) ?? field.name, field]),
  );
  const kept: KeptField[] = [];
  const added: Field[] = [];
  for (const to of after.fields) {
    const from = fieldsBefore.get(to.name);
    if (from) kept.push({ from, to });
    else added.push(to);
  }
  const stayed = new Set(kept.map(({ from }) => from.name));
  return {
    kept,
    added,
    removed: before.fields.filter(({ name }) => !stayed.has(name)),
    key: alignKey(before.primaryKey, after.primaryKey, kept),
  };
}

function alignKey(
  before: readonly string[],
  after: readonly string[],
  kept: readonly KeptField[],
): readonly KeyPart[] | undefined {
  if (before.length !== after.length || before.length === 0) return undefined;
  const parts: KeyPart[] = [];
  for (const [at, from] of before.entries()) {
    const field = kept.find((pair) => pair.from.name === from);
    if (!field || field.to.name !== after[at]) return undefined;
    parts.push({ from, to: field.to.name, asText: isNumeric(field.from) !== isNumeric(field.to) });
  }
  return parts;
}

/** For each part of the primary key, whether it is a number on one side only. */
export function keyPartsAsText(
  before: TableDefinition,
  after: TableDefinition,
): readonly boolean[] {
  const isNumber = ({ fields, primaryKey }: TableDefinition, at: number): boolean => {
    const field = fields.find(({ name }) => name === primaryKey[at]);
    return field !== undefined && isNumeric(field);
  };
  return before.primaryKey.map((_, at) => isNumber(before, at) !== isNumber(after, at));
}

const isNumeric = ({ type }: Field): boolean => type === "integer" || type === "number";

/** Whether two definitions write a row the same way: the same fields, of the same types, in the same order. */
export const sameLayout = (a: TableDefinition, b: TableDefinition): boolean =>
  a.fields.length === b.fields.length &&
  a.fields.every(
    ({ name, type }, at) => name === b.fields[at]?.name && type === b.fields[at]?.type,
  );
