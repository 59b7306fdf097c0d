import type { ProjectVersions } from "./project-versions.ts";
import { versionIssues } from "./version-issues.ts";

/** What brings a project nearer to its next release. */
export type NextStep = "mend" | "change" | "raise" | "version" | "cut" | "nothing";

export function nextStep(state: ProjectVersions): NextStep {
  const { version, planned, files, since } = state;
  const issues = versionIssues(state).filter(({ severity }) => severity === "error");
  if (issues.some(({ code }) => code !== "changeset-missing" && code !== "version-too-low")) {
    return "mend";
  }
  if (issues.length > 0) return files.changesetFolder === undefined ? "raise" : "change";
  if (planned !== version) return "version";
  return version === since?.last.version ? "nothing" : "cut";
}

/** The step as words to follow. */
export function nextStepText(state: ProjectVersions, folder: string): string {
  const on = folder === "." ? "" : ` ${folder}`;
  switch (nextStep(state)) {
    case "mend":
      return "Next: mend what is listed above";
    case "change":
      return `Next: sourcebook change${on}`;
    case "raise":
      return `Next: raise the version in package.json to ${state.since?.required}`;
    case "version":
      return `Next: changeset version, then sourcebook cut${on}`;
    case "cut":
      return `Next: sourcebook cut${on}`;
    case "nothing":
      return "There is nothing to release";
  }
}
