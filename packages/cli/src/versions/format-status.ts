import { formatVerdict } from "../format-verdict.ts";
import { escapeControls } from "../issues/escape-controls.ts";
import { formatText } from "../issues/format-text.ts";
import { nextStepText } from "./next-step.ts";
import type { Comparison, ProjectVersions } from "./project-versions.ts";
import { versionIssues } from "./version-issues.ts";

/** Where a dataset stands, for a terminal: what changed, what the changesets say of it, what to do next. */
export function formatStatus(state: ProjectVersions, folder: string): string {
  const { name, version, since } = state;
  const faults = versionIssues(state).filter(({ code }) => !saidInWords.has(code));
  return [
    ...(since === undefined
      ? [`${escapeControls(`${name} ${version}`)} would be the first release here`, ""]
      : [
          escapeControls(`Last release: ${name} ${since.last.version}, in ${since.last.folder}`),
          ...since.last.yanked.map(({ version: of, since: day, reason }) =>
            escapeControls(`${of} is yanked since ${day}: ${reason}`),
          ),
          "",
          formatVerdict(since.judgement),
        ]),
    ...formatPending(state),
    ...(since === undefined ? [] : [escapeControls(agreement(state, since))]),
    ...(faults.length === 0 ? [] : ["", formatText(faults, () => undefined)]),
    escapeControls(nextStepText(state, folder)),
    "",
  ].join("\n");
}

const saidInWords: ReadonlySet<string> = new Set(["changeset-missing", "version-too-low"]);

function formatPending({ version, planned, pending, packageName }: ProjectVersions): string[] {
  const { changesets } = pending;
  if (changesets.length === 0) return ["Pending changesets: none"];
  return [
    `Pending changesets for ${packageName}: ${version === planned ? "no bump" : `${version} to ${planned}`}`,
    ...changesets.map(({ bump, file }) => `  ${bump.padEnd(5)}  ${file}`),
  ].map(escapeControls);
}

function agreement({ version, planned }: ProjectVersions, since: Comparison): string {
  const { bump } = since.judgement.verdict;
  const which = version === planned ? `The version ${version}` : `The planned version ${planned}`;
  if (bump === "none") return "Nothing that changed asks for a higher version";
  return since.isHighEnough
    ? `${which} is high enough`
    : `${which} is too low: ${since.required} or higher is required`;
}
