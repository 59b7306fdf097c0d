import type { parseChangesetFile } from "@changesets/parse";

export type ChangesetFile = ReturnType<typeof parseChangesetFile>;

/**
 * Reads a changeset as `changeset add` and `sourcebook change` write it: the library needs all of YAML for it, and
 * loading that takes as long as reading the records of a small project.
 *
 * @returns the same as the library would give; nothing for all else, be it another changeset or none
 */
export function readPlainChangeset(text: string): ChangesetFile | undefined {
  const [, head, summary] = PLAIN.exec(text) ?? [];
  if (head === undefined || summary === undefined) return undefined;
  const releases = [...head.matchAll(RELEASE)].map(([, name, type]) => ({ name, type }));
  const isUnique = new Set(releases.map(({ name }) => name)).size === releases.length;
  return isUnique ? ({ releases, summary: summary.trim() } as ChangesetFile) : undefined;
}

const PLAIN = /^---\n((?:"[@a-z][@a-z0-9/._-]*": (?:major|minor|patch|none)\n)+)---\n(.*)$/s;
const RELEASE = /"(.*)": (.*)\n/g;
