import { pageFile } from "./page-file.ts";
import { leadOn } from "./pages/lead-on.tsx";
import type { Shell } from "./shell/render-page.tsx";
import type { SiteFile } from "./site-file.ts";

/**
 * Lets the files of the newest release through, and gives each of its pages an address under `latest/` that
 * leads to it: an address that stays while the release changes, and works from disk too.
 */
export async function* withLatest(
  files: AsyncIterable<SiteFile>,
  dataset: string,
  version: string,
  shell: Shell,
): AsyncGenerator<SiteFile, undefined> {
  const start = `${dataset}/${version}/`;
  for await (const file of files) {
    yield file;
    if (!file.path.startsWith(start) || !file.path.endsWith("index.html")) continue;
    const path = `${dataset}/latest/${file.path.slice(start.length)}`;
    yield pageFile(path, { shell }, () => leadOn(file.path, `Version ${version}`), false);
  }
  return undefined;
}
