import { createHash } from "node:crypto";
import type { Override } from "@sourcebook/export";
import { compareBumps, formatChangeset, isHighEnough, planBump, raise } from "@sourcebook/export";
import { type Bump, maxBump } from "@sourcebook/schema";
import type { Comparison, ProjectVersions } from "./project-versions.ts";

/** What a maintainer wants otherwise than computed. */
export interface Wishes {
  /** A bump above the computed one. */
  readonly bump?: Bump;
  readonly overrides: readonly Override[];
}

/** A changeset to write, or why none is needed. */
export type ChangesetPlan =
  | { readonly isNeeded: false; readonly reason: string }
  | {
      readonly isNeeded: true;
      /** A name that follows from the text. */
      readonly fileName: string;
      readonly text: string;
      readonly bump: Bump;
      /** What `changeset version` will make of the version with it. */
      readonly planned: string;
    };

/** The bump that a changeset must have at least; `none` when the version is high enough without one. */
export function leastBump({ version }: ProjectVersions, since: Comparison): Bump {
  const { judgement, required } = since;
  return judgement.verdict.bump === "none" ? "none" : planBump(version, required);
}

/** Plans the changeset of a project whose package has a name. */
export function planChangeset(
  state: ProjectVersions & { readonly packageName: string },
  since: Comparison,
  wishes: Wishes,
): ChangesetPlan {
  const { name, version, packageName, pending, planned } = state;
  const { overrides } = wishes;
  const { verdict } = since.judgement;
  const bump = wishes.bump ?? leastBump(state, since);
  if (overrides.length === 0) {
    if (bump === "none") {
      const reason =
        verdict.bump === "none"
          ? `Nothing that changed since ${name} ${since.last.comparedWith} asks for a changeset`
          : `The version ${version} is high enough for what changed since ${since.last.comparedWith}`;
      return { isNeeded: false, reason };
    }
    if (isHighEnough(planned, raise(version, bump))) {
      const files = pending.changesets.map(({ file }) => file).join(", ");
      const reason = `The pending changesets raise ${name} ${version} to ${planned}, which is high enough: ${files}`;
      return { isNeeded: false, reason };
    }
  }
  const told = pending.changesets.map(({ summary }) => summary);
  const text = formatChangeset({ packageName, bump, verdict, overrides, told });
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return {
    isNeeded: true,
    fileName: `${name}-${hash}.md`,
    text,
    bump,
    planned: raise(version, maxBump([pending.bump, bump])),
  };
}

/** Whether a wish would lower the bump, which only an override may do. */
export const isLower = (wished: Bump, least: Bump): boolean => compareBumps(wished, least) < 0;
