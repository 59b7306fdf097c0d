import {
  findLastRelease,
  isHighEnough,
  judgeReleases,
  openComparable,
  policies,
  type Verdict,
} from "@sourcebook/export";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { formatVerdict } from "../format-verdict.ts";
import { escapeControls } from "../issues/escape-controls.ts";
import { oneOf } from "../one-of.ts";
import { openProject } from "../open-side.ts";
import { withProgress } from "../progress/with-progress.ts";
import { reportIssues } from "../report-issues.ts";

export const status: Command = defineCommand({
  name: "status",
  summary: "Say what changed since the last release, and whether the version is high enough",
  usage: "[folder]",
  maxPositionals: 1,
  options: {
    releases: {
      type: "string",
      value: "folder",
      about: "Where releases stand (default: releases)",
    },
    policy: {
      type: "string",
      value: "name",
      about: `By whose rules: ${policies.join(", ")}`,
    },
  },
  async run({ values, positionals: [folder = "."] }, io) {
    const { json = false, releases = "releases" } = values;
    const policy = oneOf(status, policies, values.policy ?? "default", "policy");
    const side = await withProgress(io, values, (work) => openProject(folder, work));
    if (!side.comparable) {
      const { issues, files } = side.project;
      reportIssues({ folder, issues, files }, json ? "json" : "text", io);
      return exitCodes.issues;
    }
    const { name, version } = side.comparable;
    const last = await findLastRelease(releases, name);
    if (last === undefined) {
      io.stdout.write(
        json
          ? `${JSON.stringify({ name, version }, undefined, 2)}\n`
          : `${name} ${version} would be the first release\n`,
      );
      return exitCodes.fine;
    }
    const sides = [await openComparable(last.folder), side.comparable] as const;
    const records = side.corrections;
    const judgement = await withProgress(io, values, (work) =>
      judgeReleases(...sides, { ...work, policy, records }),
    );
    const { verdict } = judgement;
    const enough = verdict.bump === "none" || isHighEnough(version, verdict.version.required);
    const report = { name, version, last: last.version, high_enough: enough, verdict };
    io.stdout.write(
      json
        ? `${JSON.stringify(report, undefined, 2)}\n`
        : `${formatVerdict(judgement)}${escapeControls(outlook(version, verdict, enough))}\n`,
    );
    return exitCodes.fine;
  },
});

function outlook(version: string, verdict: Verdict, isEnough: boolean): string {
  if (verdict.bump === "none") return "There is nothing to release";
  const { required } = verdict.version;
  return isEnough
    ? `The project's version ${version} is high enough`
    : `The project's version ${version} is too low: raise it to ${required}`;
}
