import { type Bump, compareText, type Issue, maxBump } from "@sourcebook/schema";
import type { Override } from "../verdict/finding.ts";
import { parseOverrides } from "../verdict/overrides.ts";
import { overrideIssues } from "./override-issues.ts";
import { type ChangesetFile, readPlainChangeset } from "./read-plain-changeset.ts";

/** A changeset that speaks of the package of a dataset. */
export interface Changeset {
  /** As it was given. */
  readonly file: string;
  readonly bump: Bump;
  /** What it says, without its head. */
  readonly summary: string;
  readonly overrides: readonly Override[];
}

/** What the changesets that wait for `changeset version` say of one package. */
export interface PendingChangesets {
  /** By file. */
  readonly changesets: readonly Changeset[];
  /** The greatest of their bumps. */
  readonly bump: Bump;
  readonly overrides: readonly Override[];
  /** Changesets of any package that cannot be read, and override lines that are malformed. */
  readonly issues: readonly Issue[];
}

/**
 * Reads all pending changesets, and keeps those of one package.
 *
 * @param files texts by path; a path is what issues and changesets are named by
 */
export async function parseChangesets(
  files: ReadonlyMap<string, string>,
  packageName: string,
): Promise<PendingChangesets> {
  const changesets: Changeset[] = [];
  const issues: Issue[] = [];
  for (const [file, text] of [...files].toSorted(([a], [b]) => compareText(a, b))) {
    const parsed = await parseOne(file, text);
    if ("code" in parsed) {
      issues.push(parsed);
      continue;
    }
    const bump = parsed.releases.find(({ name }) => name === packageName)?.type;
    if (bump === undefined) continue;
    const { overrides, faults } = parseOverrides(text);
    issues.push(...overrideIssues(file, faults));
    changesets.push({ file, bump, summary: parsed.summary, overrides });
  }
  return {
    changesets,
    bump: maxBump(changesets.map((each) => each.bump)),
    overrides: changesets.flatMap((each) => each.overrides),
    issues,
  };
}

async function parseOne(file: string, text: string): Promise<ChangesetFile | Issue> {
  const plain = readPlainChangeset(text);
  if (plain !== undefined) return plain;
  const { parseChangesetFile } = await import("@changesets/parse");
  try {
    return parseChangesetFile(text);
  } catch (error) {
    // The parser's first line says what is wrong; the others repeat the file.
    const [why = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return {
      code: "changeset-invalid",
      severity: "error",
      message: `The changeset cannot be read: ${why.replace(/^could not parse changeset - /, "")}`,
      fix: 'Start it with lines that read `---`, `"package": minor`, `---`, and describe the change below.',
      file,
      line: 1,
      column: 1,
    };
  }
}
