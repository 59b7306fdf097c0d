import { feedPath } from "./addresses.ts";
import type { ReleaseStep } from "./changes/release-step.ts";
import { atomFeed } from "./machines/feed.ts";
import { sitemaps } from "./machines/sitemap.ts";
import type { ReleaseFacts } from "./release-facts.ts";
import { type SiteFile, textFile } from "./site-file.ts";

/** The feed of a dataset; it needs an address, because entries are known by theirs. */
export function* planFeed(
  dataset: string,
  all: readonly ReleaseFacts[],
  steps: ReadonlyMap<string, ReleaseStep>,
  url: string | undefined,
): Generator<SiteFile, undefined> {
  const released = all.filter(({ isDraft }) => !isDraft);
  if (url === undefined || released.length === 0) return undefined;
  yield textFile(feedPath(dataset), () => atomFeed(released, steps, url));
  return undefined;
}

/** Lets every file of a site through and adds the map of its pages behind them. */
export async function* withSitemap(
  files: AsyncIterable<SiteFile>,
  url: string | undefined,
): AsyncGenerator<SiteFile, undefined> {
  const pages: string[] = [];
  for await (const file of files) {
    if (file.isListed) pages.push(file.path);
    yield file;
  }
  if (url === undefined) return undefined;
  for (const [path, text] of sitemaps(pages, url)) yield textFile(path, () => text);
  return undefined;
}
