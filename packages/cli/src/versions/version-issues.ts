import { type Finding, formatOverride, type Override } from "@sourcebook/export";
import type { Issue } from "@sourcebook/schema";
import type { Comparison, ProjectVersions } from "./project-versions.ts";

/** Everything that stands between a project and its next release: in its changesets, or for want of them. */
export function versionIssues(state: ProjectVersions): readonly Issue[] {
  const { pending, changelogIssues, since } = state;
  return [
    ...pending.issues,
    ...changelogIssues,
    ...(since === undefined ? [] : [...judgedIssues(since), ...bumpIssues(state, since)]),
  ];
}

/** What the judgement itself holds against a release, whatever its version. */
export function judgedIssues({ judgement: { verdict } }: Comparison): readonly Issue[] {
  return [
    ...verdict.findings.filter(({ level }) => level === "error").map(refusal),
    ...verdict.unused_overrides.map(unused),
  ];
}

const refusal = ({ rule, table, sentence, remedy }: Finding): Issue => ({
  code: "release-refused",
  severity: "error",
  message: `${sentence} (${rule})`,
  fix: remedy,
  ...(table !== undefined && { table }),
});

const unused = (override: Override): Issue => ({
  code: "override-unused",
  severity: "warning",
  message: `Nothing that changed falls under the decision \`${formatOverride(override)}\`.`,
  fix: "Remove the line, or correct its rule and table.",
});

function bumpIssues(state: ProjectVersions, since: Comparison): readonly Issue[] {
  if (since.isHighEnough) return [];
  const { version, planned, pending, files } = state;
  const { last, judgement, required } = since;
  const { bump, findings } = judgement.verdict;
  const why = findings.find((finding) => finding.bump === bump);
  const asks = `what changed since ${last.comparedWith} asks for ${required} or higher: ${why?.sentence} (${why?.rule})`;
  const inPackage = { file: "package.json", ...placeOf('"version"', state.packageText) };
  const greatest = pending.changesets.find((each) => each.bump === pending.bump);
  if (greatest !== undefined) {
    const text = files.changesets.get(greatest.file) ?? "";
    return [
      {
        code: "version-too-low",
        severity: "error",
        message: `The pending changesets raise the version to ${planned}, and ${asks}`,
        fix: "Run `sourcebook change`, raise the bump here, or decide otherwise on a line `Override: SV024 patch - why`.",
        file: greatest.file,
        ...placeOf(state.packageName ?? "", text),
      },
    ];
  }
  const fix =
    files.changesetFolder === undefined
      ? `Raise the version in package.json to ${required}.`
      : "Run `sourcebook change`, and commit the changeset that it writes.";
  return version === last.version
    ? [
        {
          code: "changeset-missing",
          severity: "error",
          message: `No changeset tells of it, and ${asks}`,
          fix,
          ...inPackage,
        },
      ]
    : [
        {
          code: "version-too-low",
          severity: "error",
          message: `The version is ${version}, and ${asks}`,
          fix,
          ...inPackage,
        },
      ];
}

/** The line and column, from 1, at which words first stand in a text. */
function placeOf(words: string, text: string): { line: number; column: number } {
  const before = text.slice(0, Math.max(0, text.indexOf(words))).split("\n");
  return { line: before.length, column: [...(before.at(-1) ?? "")].length + 1 };
}
