import { changesMarkdown, collectDiff, followChanges, markdownProse } from "@sourcebook/export";
import type { WorkOptions } from "@sourcebook/schema";
import { agreement, furtherIssues, pendingLines, releaseLines } from "./format-status.ts";
import { nextStepText } from "./next-step.ts";
import type { ProjectVersions } from "./project-versions.ts";
import { versionIssues } from "./version-issues.ts";

/** The same for a pull request: first whether the version keeps up, then everything that changed. */
export async function formatStatusMarkdown(
  state: ProjectVersions,
  folder: string,
  work: WorkOptions,
): Promise<string> {
  const { since } = state;
  const isHeld = versionIssues(state).some(({ severity }) => severity === "error");
  const lines = [
    ...releaseLines(state),
    ...pendingLines(state),
    ...(since === undefined ? [] : [agreement(state, since)]),
    ...furtherIssues(state).map(({ severity, message }) => `${severity}: ${message}`),
    nextStepText(state, folder),
  ];
  // A backslash at its end keeps a line apart from the next.
  const quoted = `> [!${isHeld ? "CAUTION" : "NOTE"}]\n> ${lines.map(markdownProse).join("\\\n> ")}\n`;
  if (since === undefined) return quoted;
  const { survey, verdict } = since.judgement;
  const diff = await collectDiff(followChanges(survey, work), { limit: mostRowsOnPage });
  return `${quoted}\n${changesMarkdown(diff, verdict)}`;
}

// Enough to see what happened to a table; `sourcebook diff` shows all rows.
const mostRowsOnPage = 50;
