import { publicAddress } from "../shell/public-address.ts";
import { escapeXml } from "./feed.ts";

// What the protocol allows in one file.
const mostInOne = 50_000;

/**
 * The addresses of a site for search engines: one list, or an index of several.
 *
 * @param paths of the pages
 * @returns the files by path
 * @see https://www.sitemaps.org/protocol.html
 */
export function sitemaps(paths: readonly string[], url: string): ReadonlyMap<string, string> {
  if (paths.length <= mostInOne) return new Map([["sitemap.xml", formatList(paths, url)]]);
  const files = new Map<string, string>();
  for (let start = 0; start < paths.length; start += mostInOne) {
    const path = `sitemap-${start / mostInOne + 1}.xml`;
    files.set(path, formatList(paths.slice(start, start + mostInOne), url));
  }
  const parts = [...files.keys()].map(
    (path) => `  <sitemap><loc>${escapeXml(publicAddress(url, path))}</loc></sitemap>`,
  );
  files.set("sitemap.xml", wrap("sitemapindex", parts));
  return files;
}

const formatList = (paths: readonly string[], url: string): string =>
  wrap(
    "urlset",
    paths.map((path) => `  <url><loc>${escapeXml(publicAddress(url, path))}</loc></url>`),
  );

const wrap = (element: string, lines: readonly string[]): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${element} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`,
    ...lines,
    `</${element}>`,
    "",
  ].join("\n");
