import type { Issue } from "@sourcebook/schema";
import { formatVerdict } from "../format-verdict.ts";
import { escapeControls } from "../issues/escape-controls.ts";
import { formatText } from "../issues/format-text.ts";
import { nextStepText } from "./next-step.ts";
import type { Comparison, ProjectVersions } from "./project-versions.ts";
import { versionIssues } from "./version-issues.ts";

/** Where a dataset stands, for a terminal: what changed, what the changesets say of it, what to do next. */
export function formatStatus(state: ProjectVersions, folder: string): string {
  const { since } = state;
  const faults = furtherIssues(state);
  return [
    ...releaseLines(state).map(escapeControls),
    "",
    ...(since === undefined ? [] : [formatVerdict(since.judgement)]),
    ...pendingLines(state).map(escapeControls),
    ...(since === undefined ? [] : [escapeControls(agreement(state, since))]),
    ...(faults.length === 0 ? [] : ["", formatText(faults, () => undefined)]),
    escapeControls(nextStepText(state, folder)),
    "",
  ].join("\n");
}

/** The last release, and what speaks against releases. */
export function releaseLines({
  name,
  version,
  earlier,
  since,
}: ProjectVersions): readonly string[] {
  if (since === undefined) {
    // A clone has no releases, and a release that was cut in it would follow none.
    return [
      `${name} ${version} would be the first release here`,
      ...(earlier === undefined
        ? []
        : [`The changelog tells of ${earlier}: if it was released, fetch that release first`]),
    ];
  }
  const { last } = since;
  const isCompared = last.version === last.comparedWith;
  return [
    `Last release: ${name} ${last.version}${isCompared ? `, in ${last.folder}` : ""}`,
    ...last.yanked.map(
      ({ version: of, since: day, reason }) => `${of} is yanked since ${day}: ${reason}`,
    ),
    ...(isCompared ? [] : [`Compared with ${last.comparedWith}, in ${last.folder}`]),
  ];
}

/** Issues beside those that the agreement tells in words. */
export const furtherIssues = (state: ProjectVersions): readonly Issue[] =>
  versionIssues(state).filter(({ code }) => !saidInWords.has(code));

const saidInWords: ReadonlySet<string> = new Set(["changeset-missing", "version-too-low"]);

/** What the changesets say of the dataset. */
export function pendingLines(state: ProjectVersions): readonly string[] {
  const { version, planned, pending, packageName } = state;
  const { changesets } = pending;
  if (changesets.length === 0) return ["Pending changesets: none"];
  return [
    `Pending changesets for ${packageName}: ${version === planned ? "no bump" : `${version} to ${planned}`}`,
    ...changesets.map(({ bump, file }) => `  ${bump.padEnd(5)}  ${file}`),
  ];
}

/** Whether that is enough for what changed. */
export function agreement({ version, planned }: ProjectVersions, since: Comparison): string {
  const { bump } = since.judgement.verdict;
  const which = version === planned ? `The version ${version}` : `The planned version ${planned}`;
  if (bump === "none") return "Nothing that changed asks for a higher version";
  return since.isHighEnough
    ? `${which} is high enough`
    : `${which} is too low: ${since.required} or higher is required`;
}
