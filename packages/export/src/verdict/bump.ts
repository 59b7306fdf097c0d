import { type Bump, bumpOf, type Policy, type RuleId } from "@sourcebook/schema";
import { ruleOf } from "./rules.ts";

/** How far a version must rise, the least first. */
export const bumps: readonly Bump[] = ["none", "patch", "minor", "major"];

/** Negative when `a` is the smaller bump. */
export const compareBumps = (a: Bump, b: Bump): number => bumps.indexOf(a) - bumps.indexOf(b);

/** By whose rules a diff can be judged. */
export const policies: readonly Policy[] = ["default", "datapackage", "croissant", "strict"];

/** What a rule, or a case of it, does to the version of a dataset under a policy. */
export function bumpFor(id: RuleId, name: string | undefined, policy: Policy): Bump {
  const ofCase = name === undefined ? undefined : ruleOf(id).cases?.[name]?.bump;
  return ofCase ?? bumpOf(id, policy).data;
}
