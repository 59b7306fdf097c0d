import type { PublishedRelease, RecordedChange } from "@sourcebook/export";
import type { Issue } from "@sourcebook/schema";
import { planSite } from "../plan-site.ts";
import type { Assets } from "../shell/assets.ts";
import type { SiteFile } from "../site-file.ts";

/** A project while it is edited. */
export interface Preview {
  /** The project as its next release would be; absent as long as it has had errors from the beginning. */
  readonly draft?: PublishedRelease;
  /** The release that it will follow. */
  readonly last?: PublishedRelease;
  /** Changes that were meant, with their reasons. */
  readonly corrections: readonly RecordedChange[];
  readonly issues: readonly Issue[];
  readonly revision: number;
}

/** The site of a project that is not released yet, by path: its pages are made when they are asked for. */
export async function planPreview(
  { draft, last, corrections, issues, revision }: Preview,
  assets: Assets,
): Promise<ReadonlyMap<string, SiteFile>> {
  const releases = [
    ...(last ? [{ release: last }] : []),
    // Under a name of its own: the version in the project may still be that of the last release.
    ...(draft ? [{ release: { ...draft, version: draftVersion }, isDraft: true }] : []),
  ];
  const name = (draft ?? last)?.name;
  const datasets =
    name === undefined || draft === undefined ? [] : [{ name, releases, corrections }];
  const files = new Map<string, SiteFile>();
  for await (const file of planSite(datasets, { assets, live: { revision, issues } })) {
    files.set(file.path, file);
  }
  return files;
}

const draftVersion = "draft";
