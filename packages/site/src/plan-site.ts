import { datasetHome, releasePage, siteRoot, versionsPage } from "./addresses.ts";
import { frameOf } from "./frame.ts";
import { pageFile, type Rendering } from "./page-file.ts";
import { datasetList } from "./pages/dataset-list.tsx";
import { overview } from "./pages/overview.tsx";
import { versionList } from "./pages/version-list.tsx";
import { planDownloads } from "./plan-downloads.ts";
import { planTables } from "./plan-tables.ts";
import { findFacts, type ReleaseFacts } from "./release-facts.ts";
import { renderPage, type Shell } from "./shell/render-page.tsx";
import type { SiteDataset } from "./site-dataset.ts";
import { type SiteFile, textFile } from "./site-file.ts";

/**
 * Decides what a site holds, file by file, without writing anything. The same releases give the same site.
 *
 * @param datasets by name, each with at least one release
 */
export async function* planSite(
  datasets: readonly SiteDataset[],
  shell: Shell,
): AsyncGenerator<SiteFile, undefined> {
  for (const { path, text } of shell.assets.values()) yield textFile(path, () => text);
  yield textFile(siteRoot, () => renderPage({ path: siteRoot, ...datasetList(datasets) }, shell));
  for (const dataset of datasets) yield* planDataset(dataset, shell);
  return undefined;
}

async function* planDataset(
  { name, releases }: SiteDataset,
  shell: Shell,
): AsyncGenerator<SiteFile, undefined> {
  const all: ReleaseFacts[] = [];
  for (const release of releases) all.push(await findFacts(release));
  const newest = all.findLast(({ yanked }) => yanked === undefined) ?? all.at(-1);
  if (newest === undefined) throw new Error(`${name} has no release`);
  const atNewest = { shell, frame: frameOf(newest, newest) };
  yield pageFile(versionsPage(name), atNewest, () => versionList(all));
  for (const facts of all) {
    const rendering: Rendering = { shell, frame: frameOf(facts, newest) };
    const paths = [
      ...(facts === newest ? [datasetHome(name)] : []),
      releasePage(name, facts.release.version),
    ];
    for (const path of paths) yield pageFile(path, rendering, () => overview(facts));
    yield* planRelease(facts, rendering);
  }
  return undefined;
}

/** Everything that stands under the version of a release. A new part of the site is a line here. */
async function* planRelease(
  facts: ReleaseFacts,
  rendering: Rendering,
): AsyncGenerator<SiteFile, undefined> {
  yield* planDownloads(facts);
  yield* planTables(facts, rendering);
  return undefined;
}
