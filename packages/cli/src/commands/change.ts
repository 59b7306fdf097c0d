import { join, relative } from "node:path";
import { bumps, type Override, parseOverrides, policies } from "@sourcebook/export";
import { checkProject } from "@sourcebook/ingest";
import { SourcebookError } from "@sourcebook/schema";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { createFile } from "../create-file.ts";
import { escapeControls } from "../issues/escape-controls.ts";
import { formatText } from "../issues/format-text.ts";
import { oneOf } from "../one-of.ts";
import { noCache, openWorkshop } from "../open-workshop.ts";
import { withProgress } from "../progress/with-progress.ts";
import { usageError } from "../read-args.ts";
import { reportIssues } from "../report-issues.ts";
import { policyOption, releasesOption } from "../version-options.ts";
import { isLower, leastBump, planChangeset } from "../versions/plan-changeset.ts";
import {
  type Comparison,
  type ProjectVersions,
  readProjectVersions,
} from "../versions/project-versions.ts";
import { judgedIssues } from "../versions/version-issues.ts";

export const change: Command = defineCommand({
  name: "change",
  summary: "Write a changeset that tells what changed, with the bump that it asks for",
  usage: "[folder]",
  maxPositionals: 1,
  options: {
    bump: {
      type: "string",
      value: "bump",
      about: "A higher bump than the computed one: patch, minor or major",
    },
    override: {
      type: "string",
      multiple: true,
      value: "decision",
      about: 'Judge a rule otherwise, for the record: "SV024 patch - why"',
    },
    stdout: { type: "boolean", about: "Show the changeset and write no file" },
    releases: releasesOption,
    policy: policyOption,
    "no-cache": noCache,
  },
  async run({ values, positionals: [folder = "."] }, io) {
    const { json = false, releases = "releases" } = values;
    const policy = oneOf(change, policies, values.policy ?? "default", "policy");
    const bump = values.bump === undefined ? undefined : oneOf(change, bumps, values.bump, "bump");
    const overrides = (values.override ?? []).map(readOverride);
    await using workshop = openWorkshop(folder, values);
    const { dataset, ...project } = await withProgress(io, values, (work) =>
      checkProject(folder, { ...work, workshop }),
    );
    const state =
      dataset &&
      (await withProgress(io, values, (work) => {
        const options = { ...work, folder, releases, policy, overrides };
        return readProjectVersions({ ...project, dataset }, options);
      }));
    const faults = state?.pending.issues ?? project.issues;
    if (state === undefined || faults.length > 0) {
      reportIssues({ folder, issues: faults, files: project.files }, json ? "json" : "text", io);
      io.stderr.write("No changeset was written: mend the errors first\n");
      return exitCodes.issues;
    }
    const say = (text: string, value: object): number => {
      io.stdout.write(json ? `${JSON.stringify(value, undefined, 2)}\n` : text);
      return exitCodes.fine;
    };
    const { name, version, since } = state;
    if (since === undefined) {
      const reason = `${name} ${version} would be the first release here: there is nothing to compare with`;
      return say(`${reason}\n`, { written: false, reason });
    }
    const named = assertReady(state, since, folder, overrides);
    const least = leastBump(state, since);
    if (bump !== undefined && isLower(bump, least)) {
      throw usageError(
        change,
        `What changed asks for ${least}, and --bump ${bump} is lower`,
        'To decide otherwise, name the rule and why: --override "SV024 patch - why"',
      );
    }
    const plan = planChangeset(named, since, { overrides, ...(bump !== undefined && { bump }) });
    if (!plan.isNeeded) {
      return say(`${escapeControls(plan.reason)}\n`, { written: false, reason: plan.reason });
    }
    const refusals = judgedIssues(since).filter(({ severity }) => severity === "error");
    if (refusals.length > 0) io.stderr.write(formatText(refusals, () => undefined));
    const { text, planned } = plan;
    if (values.stdout) return say(text, { written: false, bump: plan.bump, planned, text });
    const path = join(named.changesetFolder, plan.fileName);
    await createFile(path, text);
    const file = relative(".", path);
    return say(
      `Wrote ${file}: ${plan.bump}, which raises ${name} ${version} to ${planned}\n\n` +
        "Edit it, for it is what readers find in the changelog, and commit it with the data\n",
      { written: true, file, bump: plan.bump, planned, text },
    );
  },
});

function readOverride(words: string): Override {
  const { overrides, faults } = parseOverrides(`Override: ${words.replace(/\s+/g, " ")}`);
  const [override] = overrides;
  if (override !== undefined) return override;
  throw usageError(change, `--override cannot be read: ${faults[0]?.message}`);
}

/** What a changeset needs beside a comparison. */
function assertReady(
  state: ProjectVersions,
  since: Comparison,
  folder: string,
  overrides: readonly Override[],
): ProjectVersions & { readonly packageName: string; readonly changesetFolder: string } {
  const { packageName, files } = state;
  const { unused_overrides } = since.judgement.verdict;
  const unused = overrides.find((override) => unused_overrides.includes(override));
  if (unused !== undefined) {
    throw usageError(
      change,
      `Nothing that changed falls under ${unused.rule}${unused.table === undefined ? "" : ` in ${unused.table}`}`,
      "See what did: sourcebook status",
    );
  }
  if (packageName === undefined) {
    throw new SourcebookError("USAGE", {
      what: "The package.json states no name, by which changesets know the dataset",
      where: { path: join(folder, "package.json") },
      fix: 'Add one: "name": "my-dataset".',
    });
  }
  if (files.changesetFolder === undefined) {
    throw new SourcebookError("USAGE", {
      what: "There is no .changeset folder in the project, nor above it in its repository",
      where: { path: folder },
      fix: "Make one with `npx @changesets/cli init`.",
    });
  }
  return { ...state, packageName, changesetFolder: files.changesetFolder };
}
