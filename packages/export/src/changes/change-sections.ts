import type { RuleId } from "@sourcebook/schema";
import type { Finding } from "../verdict/finding.ts";

/** The parts of a changelog, in the order in which they matter to whoever uses the data. */
export const changeSections = [
  "What breaks",
  "What is new",
  "What was corrected, changed or withdrawn",
  "Beside the data",
] as const;

export type ChangeSection = (typeof changeSections)[number];

/** The part of a changelog in which a finding stands: what is major breaks, also when it was decided to be less. */
export function sectionOf({ rule, case: name, bump, override }: Finding): ChangeSection {
  if (bump === "major" || override?.computed === "major") return "What breaks";
  if (isNew.has(rule) || name === "filled") return "What is new";
  return isBeside.has(rule) ? "Beside the data" : "What was corrected, changed or withdrawn";
}

const isNew: ReadonlySet<RuleId> = new Set([
  "SV003",
  "SV008",
  "SV009",
  "SV010",
  "SV012",
  "SV013",
  "SV016",
  "SV019",
  "SV022",
]);

const isBeside: ReadonlySet<RuleId> = new Set([
  "SV006",
  "SV018",
  "SV021",
  "SV030",
  "SV032",
  "SV033",
  "SV034",
  "SV036",
]);
