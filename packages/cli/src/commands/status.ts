import { policies } from "@sourcebook/export";
import { checkProject } from "@sourcebook/ingest";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { oneOf } from "../one-of.ts";
import { withProgress } from "../progress/with-progress.ts";
import { reportIssues } from "../report-issues.ts";
import { formatStatus } from "../versions/format-status.ts";
import { nextStep } from "../versions/next-step.ts";
import { type ProjectVersions, readProjectVersions } from "../versions/project-versions.ts";
import { versionIssues } from "../versions/version-issues.ts";

export const status: Command = defineCommand({
  name: "status",
  summary: "Say what changed since the last release, what its changesets say, and what to do next",
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
    const { dataset, ...project } = await withProgress(io, values, (work) =>
      checkProject(folder, work),
    );
    if (dataset === undefined) {
      reportIssues({ folder, ...project }, json ? "json" : "text", io);
      return exitCodes.issues;
    }
    const state = await withProgress(io, values, (work) =>
      readProjectVersions({ ...project, dataset }, { ...work, folder, releases, policy }),
    );
    io.stdout.write(
      json ? `${JSON.stringify(statusReport(state), undefined, 2)}\n` : formatStatus(state, folder),
    );
    return exitCodes.fine;
  },
});

/** The same for programs. */
function statusReport(state: ProjectVersions) {
  const { name, version, planned, pending, since } = state;
  return {
    name,
    version,
    planned,
    ...(since && {
      last: since.last,
      high_enough: since.isHighEnough,
      verdict: since.judgement.verdict,
    }),
    pending: {
      bump: pending.bump,
      changesets: pending.changesets.map(({ file, bump }) => ({ file, bump })),
      overrides: pending.overrides,
    },
    issues: versionIssues(state),
    next: nextStep(state),
  };
}
