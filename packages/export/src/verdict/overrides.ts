import type { Bump } from "@sourcebook/schema";
import { bumps } from "./bump.ts";
import type { Finding, Override } from "./finding.ts";
import { findRule } from "./rules.ts";

/** An override line that cannot be read, and why. Lines count from 1. */
export interface OverrideFault {
  readonly line: number;
  readonly message: string;
}

/**
 * Reads the override lines of a changeset or a changelog.
 *
 * A line reads `Override: SV024 patch - why`, or with a table `Override: SV024 claims patch - why`. It is
 * plain text, so that it survives from the changeset into the changelog, where readers see it.
 */
export function parseOverrides(text: string): {
  readonly overrides: readonly Override[];
  readonly faults: readonly OverrideFault[];
} {
  const overrides: Override[] = [];
  const faults: OverrideFault[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    // A changelog puts the commit before the first line of a changeset.
    const [, words] = /^[\s*-]*(?:[0-9a-f]{7,40}: )?override:(.*)$/i.exec(line) ?? [];
    if (words === undefined) continue;
    const override = parseOverride(words.trim());
    if (typeof override === "string") faults.push({ line: at + 1, message: override });
    else overrides.push(override);
  }
  return { overrides, faults };
}

function parseOverride(words: string): Override | string {
  const [, id = "", table, bump = "", reason = ""] =
    /^(\S+)(?:\s+(\S+))?\s+(\S+)\s+[-–—]+\s*(.*)$/.exec(words) ?? [];
  if (id === "") return "an override reads `Override: SV024 patch - why`";
  const rule = findRule(id);
  if (!rule) return `there is no rule ${id}`;
  if (!isBump(bump)) return `${bump} is no bump: write one of ${bumps.join(", ")}`;
  if (reason.trim() === "") return `the override of ${rule.id} gives no reason`;
  return { rule: rule.id, ...(table === undefined ? {} : { table }), bump, reason: reason.trim() };
}

const isBump = (word: string): word is Bump => bumps.some((bump) => bump === word);

export const formatOverride = ({ rule, table, bump, reason }: Override): string =>
  `Override: ${[rule, table, bump].filter((word) => word !== undefined).join(" ")} - ${reason}`;

/** Gives findings the bump that was decided for them. An id in use again cannot be decided away. */
export function applyOverrides(
  findings: readonly Finding[],
  overrides: readonly Override[],
): { readonly findings: readonly Finding[]; readonly unused: readonly Override[] } {
  const used = new Set<Override>();
  const decided = findings.map((finding): Finding => {
    const override = overrides.find((candidate) => speaksOf(candidate, finding));
    if (!override || finding.case === reuse) return finding;
    used.add(override);
    return {
      ...finding,
      bump: override.bump,
      level: finding.level === "error" ? "info" : finding.level,
      override: { computed: finding.bump, reason: override.reason },
    };
  });
  return { findings: decided, unused: overrides.filter((override) => !used.has(override)) };
}

/** The case of SV028 in which a retired id is in use again. */
export const reuse = "reuse";

const speaksOf = (override: Override, finding: Finding): boolean =>
  override.rule === finding.rule &&
  (override.table === undefined || override.table === finding.table);
