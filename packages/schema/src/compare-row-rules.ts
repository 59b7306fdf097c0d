import type { JsonSchema } from "./json-schema.ts";
import { isObject } from "./json-schema.ts";
import type { TableDefinition } from "./model.ts";
import { type Change, change } from "./model-change.ts";

/** Compares the rules on several cells of a row: which must come with which, and what fits together. */
export function compareRowRules(old: TableDefinition, next: TableDefinition): readonly Change[] {
  const [was, is] = [rulesOf(old), rulesOf(next)];
  const place = { table: next.name };
  const added = [...is].filter(([rule]) => !was.has(rule)).map(([, about]) => about);
  const removed = [...was].filter(([rule]) => !is.has(rule)).map(([, about]) => about);
  return [
    // A rule that waits for a column asks nothing of rows that have none.
    ...added
      .filter(({ waitsFor }) => waitsFor.every((name) => hasField(old, name)))
      .map(({ sentence }) => change("SV012", ["writers"], place, `A rule is new: ${sentence}.`)),
    ...removed
      .filter(({ waitsFor }) => waitsFor.every((name) => hasField(next, name)))
      .map(({ sentence }) => change("SV013", ["readers"], place, `A rule is gone: ${sentence}.`)),
  ];
}

const hasField = ({ fields }: TableDefinition, name: string): boolean =>
  fields.some((field) => field.name === name);

interface RowRule {
  readonly sentence: string;
  /** The fields without which the rule does not apply. */
  readonly waitsFor: readonly string[];
}

function rulesOf({ schema }: TableDefinition): ReadonlyMap<string, RowRule> {
  const needs = (schema.dependentRequired ?? {}) as Readonly<Record<string, readonly string[]>>;
  const pairs = Object.entries(needs).flatMap(([field, others]) =>
    others.map((other): [string, RowRule] => [
      JSON.stringify([field, other]),
      { sentence: `\`${field}\` needs \`${other}\``, waitsFor: [field] },
    ]),
  );
  const rules = ((schema.allOf ?? []) as readonly JsonSchema[]).map((rule): [string, RowRule] => [
    canonical({ if: rule.if, consequences: [rule.then, rule.else] }),
    { sentence: String(rule.title), waitsFor: waitsFor(rule) },
  ]);
  return new Map([...pairs, ...rules]);
}

function waitsFor(rule: JsonSchema): readonly string[] {
  const condition = rule.if;
  if ("else" in rule || !isObject(condition) || !Array.isArray(condition.required)) return [];
  return condition.required.map(String);
}

// The order of keywords means nothing.
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    isObject(part)
      ? Object.fromEntries(
          Object.keys(part)
            .toSorted()
            .map((key) => [key, part[key]]),
        )
      : part,
  );
