import { type Issue, isReleaseVersion } from "@sourcebook/schema";
import type { Override } from "../verdict/finding.ts";
import { type OverrideFault, parseOverrides } from "../verdict/overrides.ts";
import { isHighEnough } from "../verdict/versions.ts";
import { overrideIssues } from "./override-issues.ts";

/**
 * Reads the overrides that stand in a changelog, where `changeset version` put them, for versions that are not
 * released yet.
 *
 * @param file what issues name it by
 * @param after the version of the last release; its section and older ones are spent
 */
export function parseChangelogOverrides(
  file: string,
  text: string,
  after?: string,
): { readonly overrides: readonly Override[]; readonly issues: readonly Issue[] } {
  const overrides: Override[] = [];
  const faults: OverrideFault[] = [];
  for (const section of sectionsOf(text)) {
    const isSpent = after !== undefined && isHighEnough(after, section.version);
    if (isSpent) continue;
    const parsed = parseOverrides(section.text);
    overrides.push(...parsed.overrides);
    faults.push(
      ...parsed.faults.map((fault) => ({ ...fault, line: fault.line + section.line - 1 })),
    );
  }
  return { overrides, issues: overrideIssues(file, faults) };
}

interface Section {
  readonly version: string;
  /** Of its heading, from 1. */
  readonly line: number;
  readonly text: string;
}

/** The versions that a changelog of changesets tells of, the newest first. */
export const changelogVersions = (text: string): readonly string[] =>
  sectionsOf(text).map(({ version }) => version);

/** The parts below `## 1.2.3`; other headings of that rank belong to no version. */
function sectionsOf(changelog: string): readonly Section[] {
  const lines = changelog.split(/\r?\n/);
  const starts = [...lines.keys()].filter((at) => /^## /.test(lines[at] ?? ""));
  return starts.flatMap((start, at) => {
    const version = lines[start]?.slice("## ".length).trim() ?? "";
    const text = lines.slice(start, starts[at + 1]).join("\n");
    return isReleaseVersion(version) ? [{ version, line: start + 1, text }] : [];
  });
}
