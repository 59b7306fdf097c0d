import { policies } from "@sourcebook/export";
import { checkProject } from "@sourcebook/ingest";
import type { WorkOptions } from "@sourcebook/schema";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { oneOf } from "../one-of.ts";
import { noCache, openWorkshop } from "../open-workshop.ts";
import { withProgress } from "../progress/with-progress.ts";
import { reportIssues } from "../report-issues.ts";
import { policyOption, releasesOption } from "../version-options.ts";
import { formatStatus } from "../versions/format-status.ts";
import { formatStatusMarkdown } from "../versions/format-status-markdown.ts";
import { nextStep } from "../versions/next-step.ts";
import { type ProjectVersions, readProjectVersions } from "../versions/project-versions.ts";
import { versionIssues } from "../versions/version-issues.ts";

const formats = ["text", "json", "markdown"] as const;

export const status: Command = defineCommand({
  name: "status",
  summary: "Say what changed since the last release, what its changesets say, and what to do next",
  usage: "[folder]",
  maxPositionals: 1,
  options: {
    format: { type: "string", value: "form", about: "text (default), json or markdown" },
    releases: releasesOption,
    policy: policyOption,
    "no-cache": noCache,
  },
  async run({ values, positionals: [folder = "."] }, io) {
    const { releases = "releases" } = values;
    const format = oneOf(
      status,
      formats,
      values.format ?? (values.json ? "json" : "text"),
      "format",
    );
    const policy = oneOf(status, policies, values.policy ?? "default", "policy");
    await using workshop = openWorkshop(folder, values);
    const { dataset, ...project } = await withProgress(io, values, (work) =>
      checkProject(folder, { ...work, workshop }),
    );
    if (dataset === undefined) {
      reportIssues({ folder, ...project }, format === "json" ? "json" : "text", io);
      return exitCodes.issues;
    }
    const state = await withProgress(io, values, (work) =>
      readProjectVersions({ ...project, dataset }, { ...work, folder, releases, policy }),
    );
    io.stdout.write(
      await withProgress(io, values, (work) => render(state, { folder, format, work })),
    );
    return exitCodes.fine;
  },
});

async function render(
  state: ProjectVersions,
  how: { folder: string; format: (typeof formats)[number]; work: WorkOptions },
): Promise<string> {
  switch (how.format) {
    case "text":
      return formatStatus(state, how.folder);
    case "json":
      return `${JSON.stringify(statusReport(state), undefined, 2)}\n`;
    case "markdown":
      return formatStatusMarkdown(state, how.folder, how.work);
  }
}

/** The same for programs. */
function statusReport(state: ProjectVersions) {
  const { name, version, planned, earlier, pending, since } = state;
  return {
    name,
    version,
    planned,
    ...(earlier !== undefined && { earlier }),
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
