import { cutRelease, isDay } from "@sourcebook/export";
import { makeOwnFolder } from "@sourcebook/ingest";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { formatColumns } from "../format-columns.ts";
import { formatNumber } from "../format-number.ts";
import { noCache, openWorkshop } from "../open-workshop.ts";
import { withProgress } from "../progress/with-progress.ts";
import { usageError } from "../read-args.ts";
import { reportIssues } from "../report-issues.ts";
import { version } from "../version.ts";
import { releasesOption } from "../version-options.ts";
import { readChangelogOverrides } from "../versions/project-versions.ts";
import { checkWithRejects } from "../with-rejects.ts";

export const cut: Command = defineCommand({
  name: "cut",
  summary: "Check a project and cut a release of it: whole or not at all, and never over another",
  usage: "[folder]",
  maxPositionals: 1,
  options: {
    releases: releasesOption,
    rejects: {
      type: "string",
      value: "file",
      about: "Set rows of tables that have errors aside in this file, and go on without them",
    },
    "no-cache": noCache,
    sign: {
      type: "string",
      value: "key",
      about: "Sign with this private key: OpenSSH, Ed25519, without a passphrase",
    },
    date: {
      type: "string",
      value: "day",
      about: "The day the release bears, YYYY-MM-DD (default: `released` in dataset.yaml)",
    },
  },
  async run({ values, positionals: [folder = "."] }, io) {
    const { date, json = false, releases = "releases" } = values;
    if (date !== undefined && !isDay(date)) {
      throw usageError(cut, `"${date}" is not a day`, "Write it as 2026-11-23");
    }
    await using workshop = openWorkshop(folder, values);
    const checked = await checkWithRejects(folder, values, io, { workshop });
    const { issues, files, dataset, corrections } = checked;
    if (dataset === undefined) {
      reportIssues({ folder, issues, files }, json ? "json" : "text", io);
      io.stderr.write("No release was cut: mend the errors first\n");
      return exitCodes.issues;
    }
    const day = date ?? dataset.released;
    const overrides = await readChangelogOverrides(folder, dataset, releases);
    const release = await withProgress(io, values, (work) =>
      cutRelease(dataset, {
        ...work,
        releasesFolder: releases,
        toolVersion: version,
        records: corrections,
        overrides,
        beforeZip: () => workshop.endThreads(),
        ...(!values["no-cache"] && { cacheFolder: () => makeOwnFolder(folder) }),
        ...(values.sign !== undefined && { signingKey: values.sign }),
        ...(day !== undefined && { created: `${day}T00:00:00Z` }),
      }),
    );
    const { name, version: released } = dataset;
    io.stdout.write(
      json
        ? `${JSON.stringify({ name, version: released, ...release }, undefined, 2)}\n`
        : formatRelease(`${name} ${released}`, release),
    );
    return exitCodes.fine;
  },
});

function formatRelease(title: string, release: Awaited<ReturnType<typeof cutRelease>>): string {
  const rows = [
    ["  files", formatNumber(release.files)],
    ["  rows", formatNumber(release.rows)],
    ["  bytes", formatNumber(release.bytes)],
    ["  sha256", `${release.sumsSha256} (of SHA256SUMS)`],
    ["  folder", release.folder],
    ...(release.zip === undefined ? [] : [["  zip", release.zip]]),
    ...(release.changes === undefined
      ? []
      : [["  changes", `${release.changes.bump}, since ${release.changes.since}`]]),
    ...(release.withheld === undefined
      ? []
      : [["  withheld", `${formatNumber(release.withheld)} rows that must not be published`]]),
  ];
  const head = release.finished ? `Finished the interrupted cut of ${title}` : `Cut ${title}`;
  return [
    head,
    "",
    ...formatColumns(rows),
    "",
    `Prove it: sourcebook verify ${release.folder}`,
    "",
  ].join("\n");
}
