import { policies } from "@sourcebook/export";
import { type CheckedFolder, checkCoverage } from "@sourcebook/ingest";
import { compareIssues } from "@sourcebook/schema";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { formatCoverage } from "../coverage/format-coverage.ts";
import { formatReadingPage } from "../coverage/format-reading-page.ts";
import type { Io } from "../io.ts";
import { oneOf } from "../one-of.ts";
import { noCache, openWorkshop } from "../open-workshop.ts";
import { withProgress } from "../progress/with-progress.ts";
import { usageError } from "../read-args.ts";
import { type IssueFormat, issueFormats, reportIssues } from "../report-issues.ts";
import { policyOption, releasesOption } from "../version-options.ts";
import { readProjectVersions, type VersionOptions } from "../versions/project-versions.ts";
import { changelogFile } from "../versions/read-version-files.ts";
import { versionIssues } from "../versions/version-issues.ts";
import { watchProject } from "../watch/watch-project.ts";
import { checkWithRejects } from "../with-rejects.ts";

export const check: Command = defineCommand({
  name: "check",
  summary: "Find everything that is wrong with a dataset, its version included",
  usage: "[folder]",
  maxPositionals: 1,
  options: {
    format: { type: "string", value: "name", about: `One of ${issueFormats.join(", ")}` },
    coverage: { type: "boolean", about: "Show which sentences of the documents carry no claim" },
    rejects: {
      type: "string",
      value: "file",
      about: "Set rows of tables that have errors aside in this file, and go on without them",
    },
    releases: releasesOption,
    policy: policyOption,
    "data-only": { type: "boolean", about: "Leave the version and its changesets alone" },
    "no-cache": noCache,
    html: { type: "boolean", about: "With --coverage: as a page, each document with its marks" },
    watch: { type: "boolean", about: "Check again whenever a file changes, until Ctrl-C" },
  },
  async run({ values, positionals: [folder = "."] }, io) {
    const format = readFormat(values.format, values.json);
    if (values.html && !values.coverage) throw usageError(check, "--html goes with --coverage");
    const policy = oneOf(check, policies, values.policy ?? "default", "policy");
    const report = async ({ issues, files, dataset }: CheckedFolder) => {
      if (values.coverage && dataset !== undefined) {
        const coverage = await checkCoverage(dataset, files);
        const text = values.html ? formatReadingPage(coverage) : formatCoverage(coverage);
        io.stdout.write(values.json ? `${JSON.stringify({ coverage }, undefined, 2)}\n` : text);
      } else if (issues.length === 0 && format === "text") io.stdout.write("No issues\n");
      else reportIssues({ folder, issues, files }, format, io);
    };
    if (values.watch) {
      const isShown = format === "text" || (format === "json" && !values.coverage);
      if (!isShown || values.html || values.rejects !== undefined) {
        throw usageError(check, "--watch goes with --json or --coverage, and nothing else");
      }
      await watchProject(folder, format === "json", report, io);
      return exitCodes.stopped;
    }
    await using workshop = openWorkshop(folder, values);
    const ofData = await checkWithRejects(folder, values, io, { workshop });
    // Nothing is said of versions to who asks about coverage.
    const isAll = !values["data-only"] && !values.coverage;
    const { releases } = values;
    const checked = isAll
      ? await withProgress(io, values, (work) =>
          withVersion(ofData, { ...work, folder, releases, policy }, io),
        )
      : ofData;
    await report(checked);
    const hasErrors = checked.issues.some(({ severity }) => severity === "error");
    return hasErrors ? exitCodes.issues : exitCodes.fine;
  },
});

/** Adds what there is to say of the version of a project, when its data has no errors. */
async function withVersion(
  checked: CheckedFolder,
  options: Omit<VersionOptions, "releases"> & { readonly releases: string | undefined },
  io: Io,
): Promise<CheckedFolder> {
  const { dataset } = checked;
  if (dataset === undefined) return checked;
  const { releases = "releases" } = options;
  const state = await readProjectVersions({ ...checked, dataset }, { ...options, releases });
  const { name, files, since } = state;
  // A project without changesets may have no wish to be versioned: it is left in peace.
  const isWanted = files.changesetFolder !== undefined || options.releases !== undefined;
  if (since === undefined && isWanted) {
    io.stderr.write(`The version was not judged: there is no release of ${name} in ${releases}\n`);
  }
  const texts = [...files.changesets, [changelogFile, files.changelog ?? ""] as const];
  const bytes = texts.map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
  return {
    ...checked,
    issues: [...checked.issues, ...versionIssues(state)].toSorted(compareIssues),
    files: new Map([...checked.files, ...bytes]),
  };
}

function readFormat(format: string | undefined, json: boolean | undefined): IssueFormat {
  if (format === undefined) return json === true ? "json" : "text";
  const known = issueFormats.find((name) => name === format);
  if (known === undefined) {
    throw usageError(check, `There is no format "${format}"`, `Use ${issueFormats.join(", ")}`);
  }
  return known;
}
