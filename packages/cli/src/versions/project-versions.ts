import {
  changelogVersions,
  comparableDataset,
  findLastRelease,
  isHighEnough,
  type Judgement,
  judgeReleases,
  type LastRelease,
  type Override,
  openComparable,
  type PendingChangesets,
  parseChangelogOverrides,
  parseChangesets,
  raise,
  requiredAfter,
} from "@sourcebook/export";
import type { CheckedFolder } from "@sourcebook/ingest";
import type { Dataset, Issue, Policy, WorkOptions } from "@sourcebook/schema";
import { changelogFile, readVersionFiles, type VersionFiles } from "./read-version-files.ts";

/** A project that has no errors. */
export type SoundProject = CheckedFolder & { readonly dataset: Dataset };

/** Where a dataset stands between its last release and its next one. */
export interface ProjectVersions {
  readonly name: string;
  /** As `package.json` has it now. */
  readonly version: string;
  /** By which changesets know the dataset; absent when `package.json` states none. */
  readonly packageName?: string;
  readonly packageText: string;
  readonly files: VersionFiles;
  readonly pending: PendingChangesets;
  /** What `changeset version` will make of the version. */
  readonly planned: string;
  /** The version before this one that the changelog tells of; it may be released, here or elsewhere. */
  readonly earlier?: string;
  /** What cannot be read in the changelog. */
  readonly changelogIssues: readonly Issue[];
  /** Absent before the first release, or where no releases are. */
  readonly since?: Comparison;
}

/** What changed since the last release. */
export interface Comparison {
  readonly last: LastRelease;
  readonly judgement: Judgement;
  /** The decisions that count: those of pending changesets, and those in the changelog since. */
  readonly overrides: readonly Override[];
  /** The lowest version that may come next. */
  readonly required: string;
  /** Whether the version is high enough, now or after `changeset version`. */
  readonly isHighEnough: boolean;
}

export interface VersionOptions extends WorkOptions {
  /** That of the project. */
  readonly folder: string;
  readonly releases: string;
  readonly policy: Policy;
  /** Decisions that are not written down yet. */
  readonly overrides?: readonly Override[];
}

/**
 * Compares a project with its last release, and with what its changesets say.
 *
 * @throws SourcebookError `IO` for what cannot be read, `CONFLICT` and `VERIFY_FAILED` for damaged releases
 */
export async function readProjectVersions(
  project: SoundProject,
  options: VersionOptions,
): Promise<ProjectVersions> {
  const { name, version } = project.dataset;
  const packageText = new TextDecoder().decode(project.files.get("package.json"));
  const packageName = packageNameIn(packageText);
  const files = await readVersionFiles(options.folder);
  const pending = await parseChangesets(files.changesets, packageName ?? "");
  const planned = raise(version, pending.bump);
  const last = await findLastRelease(options.releases, name);
  const changelog = parseChangelogOverrides(
    changelogFile,
    files.changelog ?? "",
    last?.comparedWith,
  );
  const earlier = changelogVersions(files.changelog ?? "").find((each) => each !== version);
  const state = {
    name,
    version,
    ...(packageName !== undefined && { packageName }),
    packageText,
    files,
    pending,
    planned,
    ...(earlier !== undefined && { earlier }),
    changelogIssues: changelog.issues,
  };
  if (last === undefined) return state;
  const overrides = [...(options.overrides ?? []), ...pending.overrides, ...changelog.overrides];
  const judgement = await judgeReleases(
    await openComparable(last.folder),
    await comparableDataset(project.dataset),
    { ...options, records: project.corrections, overrides },
  );
  const { bump, version: asked } = judgement.verdict;
  const required = requiredAfter(asked.required, last.version);
  const enough = bump === "none" || isHighEnough(planned, required);
  return { ...state, since: { last, judgement, overrides, required, isHighEnough: enough } };
}

/** The overrides that a cut goes by: those that its readers find in the changelog. */
export async function readChangelogOverrides(
  folder: string,
  { name }: Dataset,
  releases: string,
): Promise<readonly Override[]> {
  const last = await findLastRelease(releases, name);
  return (await openChangelogOverrides(folder))(last?.comparedWith);
}

/** The overrides in a changelog for versions after one, or for all without it. */
export async function openChangelogOverrides(
  folder: string,
): Promise<(after?: string) => readonly Override[]> {
  const { changelog = "" } = await readVersionFiles(folder);
  return (after) => parseChangelogOverrides(changelogFile, changelog, after).overrides;
}

/** @param text of a `package.json` that checking has found to be JSON */
function packageNameIn(text: string): string | undefined {
  const { name }: { name?: unknown } = JSON.parse(text);
  return typeof name === "string" && name !== "" ? name : undefined;
}
