import type { Rule } from "@sourcebook/export";
import { bumpOf, type Policy, versionRules } from "@sourcebook/schema";

/** A version rule as Markdown, in the order of the page of issues: what, how to fix it, an example. */
export function explainRule({
  id,
  description,
  cases = {},
  remedy,
  advice,
  example,
}: Rule): string {
  const { data } = bumpOf(id);
  const otherwise = (["datapackage", "croissant", "strict"] satisfies Policy[])
    .map((policy) => [policy, bumpOf(id, policy).data] as const)
    .filter(([, bump]) => bump !== data)
    .map(([policy, bump]) => `; ${bump} under the policy ${policy}`);
  const ofCases = Object.values(cases).flatMap(({ when, bump }) =>
    bump === undefined ? [] : [`; ${bump} when ${when}`],
  );
  return [
    `**What.** ${versionRules[id].title}. ${description}`,
    `**Bump.** ${data}${otherwise.join("")}${ofCases.join("")}.`,
    `**Fix.** ${remedy}`,
    `**For readers.** ${advice}`,
    "**Before.**",
    codeBlock(example.before),
    "**After.**",
    codeBlock(example.after),
  ].join("\n\n");
}

const codeBlock = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;
