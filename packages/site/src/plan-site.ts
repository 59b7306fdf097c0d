import { datasetHome, recordPage, releasePage, siteRoot, versionsPage } from "./addresses.ts";
import { compareInTurn } from "./changes/release-step.ts";
import { frameOf } from "./frame.ts";
import { pageFile, type Rendering } from "./page-file.ts";
import { changePage, type RowPage } from "./pages/change-page.tsx";
import { datasetList } from "./pages/dataset-list.tsx";
import { overview } from "./pages/overview.tsx";
import type { Reading } from "./pages/records/reading.tsx";
import { versionList } from "./pages/version-list.tsx";
import { planDownloads } from "./plan-downloads.ts";
import { followShownRecords, planRecordLists, planRecords } from "./plan-records.tsx";
import { planTables } from "./plan-tables.ts";
import { readDocumentary } from "./records/read-documentary.ts";
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
  const atNewest: Rendering = { shell, frame: frameOf(newest, newest) };
  const steps = await compareInTurn(all);
  const series = await followShownRecords(all);
  const rowPage: RowPage = (table, key) =>
    series.get(table)?.has(JSON.stringify(key)) ? recordPage(name, table, key) : undefined;
  yield pageFile(versionsPage(name), atNewest, () => versionList(all, steps));
  for (const facts of all) {
    const { version } = facts.release;
    const rendering: Rendering = { shell, frame: frameOf(facts, newest) };
    const step = steps.get(version);
    const paths = [...(facts === newest ? [datasetHome(name)] : []), releasePage(name, version)];
    for (const path of paths) yield pageFile(path, rendering, () => overview(facts));
    yield* planDownloads(facts);
    yield* planTables(facts, rendering);
    if (step) {
      const path = releasePage(name, version, "changes");
      yield pageFile(path, rendering, () => changePage(facts, step, rowPage));
    }
    const reading = facts.isDocumentary ? await readRelease(facts) : undefined;
    if (reading) yield* planRecordLists(facts, rendering, reading);
    if (facts === newest) yield* planRecords(series, newest, atNewest, reading);
  }
  return undefined;
}

async function readRelease({ release }: ReleaseFacts): Promise<Reading> {
  const { name: dataset, version } = release;
  return { dataset, version, records: await readDocumentary(release) };
}
