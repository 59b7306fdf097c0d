import { datasetHome, recordPage, releasePage, siteRoot, versionsPage } from "./addresses.ts";
import { type ReleaseStep, stepsOf } from "./changes/release-step.ts";
import type { HistoryPoint } from "./charts/growth.ts";
import { historyOf } from "./charts/history-of.ts";
import { planFigures } from "./charts/plan-figures.tsx";
import { frameOf } from "./frame.ts";
import { pageFile, type Rendering } from "./page-file.ts";
import { changePage, type RowPage } from "./pages/change-page.tsx";
import { datasetList } from "./pages/dataset-list.tsx";
import { leadOn } from "./pages/lead-on.tsx";
import { type Overview, overview } from "./pages/overview.tsx";
import type { Reading } from "./pages/records/reading.tsx";
import { versionList } from "./pages/version-list.tsx";
import { yankedPage } from "./pages/yanked-page.tsx";
import { planAbout } from "./plan-about.ts";
import { planDownloads } from "./plan-downloads.ts";
import { withLatest } from "./plan-latest.ts";
import { planFeed, withSitemap } from "./plan-machines.ts";
import { followShownRecords, planRecordLists, planRecords } from "./plan-records.tsx";
import { planTables } from "./plan-tables.ts";
import { readDocumentary } from "./records/read-documentary.ts";
import { findFacts, type ReleaseFacts } from "./release-facts.ts";
import type { Shell } from "./shell/render-page.tsx";
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
  yield* withSitemap(planPages(datasets, shell), shell.url);
  return undefined;
}

async function* planPages(
  datasets: readonly SiteDataset[],
  shell: Shell,
): AsyncGenerator<SiteFile, undefined> {
  const [first] = datasets;
  if (datasets.length === 1 && first) {
    const title = first.releases.at(-1)?.release.title ?? first.name;
    yield pageFile(siteRoot, { shell }, () => leadOn(datasetHome(first.name), title), false);
  } else yield pageFile(siteRoot, { shell }, () => datasetList(datasets));
  for (const dataset of datasets) yield* planDataset(dataset, shell);
  return undefined;
}

async function* planDataset(
  { name, releases, corrections }: SiteDataset,
  shell: Shell,
): AsyncGenerator<SiteFile, undefined> {
  const all: ReleaseFacts[] = [];
  for (const release of releases) all.push(await findFacts(release));
  const newest = all.findLast(({ release }) => !release.yanked) ?? all.at(-1);
  if (newest === undefined) throw new Error(`${name} has no release`);
  const atNewest: Rendering = { shell, frame: frameOf(newest, newest) };
  const steps = await stepsOf(all, corrections);
  const series = await followShownRecords(all, steps);
  const rowPage: RowPage = (table, key) =>
    series.get(table)?.has(JSON.stringify(key)) ? recordPage(name, table, key) : undefined;
  const hasPages = (table: string): boolean => series.has(table);
  yield pageFile(versionsPage(name), atNewest, () => versionList(all, steps));
  yield* planFeed(name, all, steps, shell.url);
  for (const facts of all) {
    const { version, yanked } = facts.release;
    const rendering: Rendering = { shell, frame: frameOf(facts, newest) };
    if (yanked) {
      yield pageFile(releasePage(name, version), rendering, () => yankedPage(facts), false);
      continue;
    }
    const step = steps.get(version);
    // How it grew is told once, or a site would grow with the square of its releases.
    const history = historyOf(facts === newest ? all : [facts], steps, facts);
    const files = planRelease(facts, step, { rowPage, hasPages, history }, rendering);
    yield* facts === newest ? withLatest(files, name, version, shell) : files;
  }
  if (newest.release.yanked) {
    yield pageFile(datasetHome(name), atNewest, () => yankedPage(newest));
    return undefined;
  }
  const reading = newest.isDocumentary ? await readRelease(newest) : undefined;
  const home: Overview = {
    facts: newest,
    step: steps.get(newest.release.version),
    records: reading?.records,
    url: shell.url,
  };
  yield pageFile(datasetHome(name), atNewest, () => overview(home));
  yield* planRecords(series, newest, atNewest, reading);
  return undefined;
}

/** What a release shares with the others of its dataset. */
interface Surroundings {
  /** The page of a record, if it has one. */
  readonly rowPage: RowPage;
  /** Whether the records of a table have pages. */
  readonly hasPages: (table: string) => boolean;
  /** Of the tables: up to the newest release; of an older one, as it is. */
  readonly history: readonly HistoryPoint[];
}

/** Everything that stands under the version of a release. A new part of the site is a line here. */
async function* planRelease(
  facts: ReleaseFacts,
  step: ReleaseStep | undefined,
  { rowPage, hasPages, history }: Surroundings,
  rendering: Rendering,
): AsyncGenerator<SiteFile, undefined> {
  const { name, version } = facts.release;
  const { url } = rendering.shell;
  const reading = facts.isDocumentary ? await readRelease(facts) : undefined;
  yield pageFile(releasePage(name, version), rendering, () =>
    overview({ facts, step, records: reading?.records, url }),
  );
  yield* planDownloads(facts);
  yield* planTables(facts, rendering, hasPages);
  yield* planFigures(facts, rendering, reading?.records, history);
  if (reading) yield* planRecordLists(facts, rendering, reading);
  yield* planAbout(facts, rendering);
  if (step) {
    const page = () => changePage(facts, step, rowPage);
    yield pageFile(releasePage(name, version, "changes"), rendering, page);
  }
  return undefined;
}

async function readRelease({ release }: ReleaseFacts): Promise<Reading> {
  const { name: dataset, version } = release;
  return { dataset, version, records: await readDocumentary(release) };
}
