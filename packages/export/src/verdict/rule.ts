import type { Bump, RuleId } from "@sourcebook/schema";

/** What there is to say of a rule beside its title and its bump, which `versionRules` has. */
export interface Rule {
  readonly id: RuleId;
  /** When the rule applies, and why the bump is what it is. */
  readonly description: string;
  /** Cases of the same rule by name; with a bump where it is another than the rule's, under every policy. */
  readonly cases?: Readonly<Record<string, { readonly when: string; readonly bump?: Bump }>>;
  /** What the maintainer can do about it. */
  readonly remedy: string;
  /** What someone who reads the data should do about it. */
  readonly advice: string;
  /** The same few lines in the release before and the release after. */
  readonly example: { readonly before: string; readonly after: string };
}
