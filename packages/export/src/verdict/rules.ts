import { compareText, type RuleId } from "@sourcebook/schema";
import type { Rule } from "./rule.ts";
import { dataRules } from "./rules-data.ts";
import { structureRules } from "./rules-structure.ts";

/** What there is to say of each rule, by id. */
export const rules: readonly Rule[] = [...structureRules, ...dataRules].toSorted((a, b) =>
  compareText(a.id, b.id),
);

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule of an id in any case of letters, such as `sv024`; `undefined` when there is none. */
export const findRule = (id: string): Rule | undefined => byId.get(id.toUpperCase());

export function ruleOf(id: RuleId): Rule {
  const rule = byId.get(id);
  if (!rule) throw new RangeError(`There is no rule ${id}`);
  return rule;
}
