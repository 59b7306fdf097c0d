import type { Model, TableDefinition } from "@sourcebook/schema";
import { didYouMean } from "../did-you-mean.ts";
import type { IssueList } from "../issue-list.ts";
import type { Place } from "../line-table.ts";
import { nodeUnder, type RecordNode } from "../records/record-node.ts";
import { parseRule, type Rule, type TableAssertions } from "./assertions.ts";
import { entriesOf, itemsOf, rawText } from "./parse-tables.ts";

/** Takes `assertions` of `dataset.yaml` apart, and reports those that cannot be meant. */
export function parseAssertions(
  root: RecordNode | undefined,
  model: Model,
  issues: IssueList,
): readonly TableAssertions[] {
  return entriesOf(nodeUnder(root, "assertions")).flatMap(({ key, keyAt, value }) => {
    const definition = Object.hasOwn(model.tables, key) ? model.tables[key] : undefined;
    if (definition !== undefined) return [parseTable(definition, value, issues)];
    const known = Object.keys(model.tables);
    issues.add("assertion-invalid", keyAt, {
      message: `The model has no table ${key}.`,
      fix: `${didYouMean(key, known)} The tables are ${known.join(", ")}.`.trim(),
      value: key,
    });
    return [];
  });
}

function parseTable(
  definition: TableDefinition,
  node: RecordNode,
  issues: IssueList,
): TableAssertions {
  const names = new Set(definition.fields.map(({ name }) => name));
  const invalid = (at: Place, message: string, fix: string, value: string) =>
    issues.add("assertion-invalid", at, { message, fix, value });
  const isField = (name: string, at: Place): boolean => {
    if (names.has(name)) return true;
    const fix = didYouMean(name, names).trim() || `The fields are ${[...names].join(", ")}.`;
    invalid(at, `The table has no field \`${name}\`.`, fix, name);
    return false;
  };
  const rows = parseRows(nodeUnder(node, "rows"));
  if (rows !== undefined && (rows.min ?? 0) > (rows.max ?? Number.POSITIVE_INFINITY)) {
    invalid(
      rows.at,
      `At least ${rows.min} rows are asserted, but at most ${rows.max}.`,
      "Swap the two numbers.",
      "rows",
    );
  }
  return {
    table: definition.name,
    ...(rows !== undefined && { rows }),
    filled: entriesOf(nodeUnder(node, "filled")).flatMap(({ key, keyAt, value }) => {
      const share = Number(rawText(value));
      if (!isField(key, keyAt) || Number.isNaN(share)) return [];
      if (share <= 1) return [{ field: key, share, at: keyAt }];
      const fix = "Write a share of all rows, from 0 to 1.";
      invalid(value.at, "The share of rows is more than all of them.", fix, String(share));
      return [];
    }),
    unique: itemsOf(nodeUnder(node, "unique")).flatMap((item) => {
      const fields = item.kind === "list" ? item.items : [item];
      const known = fields.flatMap((field) => rawText(field) ?? []);
      return known.every((name) => isField(name, item.at)) ? [{ fields: known, at: item.at }] : [];
    }),
    values: entriesOf(nodeUnder(node, "values")).flatMap(({ key, keyAt, value }) => {
      const allowed = new Set(itemsOf(value).flatMap((item) => rawText(item) ?? []));
      return isField(key, keyAt) ? [{ field: key, allowed, at: keyAt }] : [];
    }),
    rules: itemsOf(nodeUnder(node, "rules")).flatMap((item): Rule[] => {
      const text = rawText(item);
      if (text === undefined) return [];
      const rule = parseRule(text, item.at);
      if (rule === undefined) {
        const fix =
          'Write a field, one of = != < <= > >=, and a field, a number or a "text": `start <= end`.';
        invalid(item.at, "The rule cannot be read.", fix, text);
        return [];
      }
      const isKnown =
        isField(rule.left, item.at) &&
        (!("field" in rule.right) || isField(rule.right.field, item.at));
      return isKnown ? [rule] : [];
    }),
  };
}

function parseRows(node: RecordNode | undefined): TableAssertions["rows"] | undefined {
  if (node === undefined) return undefined;
  const numberOf = (part: RecordNode | undefined): number | undefined => {
    const text = rawText(part);
    return text === undefined || text === "" || Number.isNaN(Number(text))
      ? undefined
      : Number(text);
  };
  const exact = numberOf(node);
  const min = exact ?? numberOf(nodeUnder(node, "min"));
  const max = exact ?? numberOf(nodeUnder(node, "max"));
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }), at: node.at };
}
