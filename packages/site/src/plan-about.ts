import { posix } from "node:path";
import { releaseFile, releasePage, wayTo } from "./addresses.ts";
import { pageFile, type Rendering } from "./page-file.ts";
import { aboutPage } from "./pages/about-page.tsx";
import { downloads } from "./plan-downloads.ts";
import type { ReleaseFacts } from "./release-facts.ts";
import type { SiteFile } from "./site-file.ts";

/** The pages that a release holds about itself, in the order of reading. */
const documents: readonly (readonly [file: string, title: string, ...path: string[]])[] = [
  ["README.md", "How to read"],
  ["CODEBOOK.md", "Codebook", "codebook"],
  ["ATTRIBUTION.md", "Attribution", "attribution"],
  ["LICENSE.md", "Licence", "licence"],
];

/** The pages that a release holds about itself; before a release is cut there are none. */
export async function* planAbout(
  { release, isDraft }: ReleaseFacts,
  rendering: Rendering,
): AsyncGenerator<SiteFile, undefined> {
  if (isDraft) return undefined;
  const { name, version } = release;
  const files = downloads(release);
  const there = documents.filter(([file]) => files.some(({ path }) => path === file));
  const pathOf = (parts: readonly string[]) => releasePage(name, version, "about", ...parts);
  const pages = there.map(([, title, ...parts]) => ({ title, path: pathOf(parts) }));
  for (const [file, title, ...parts] of there) {
    const path = pathOf(parts);
    const text = await readText(release, file);
    const findLink = (address: string): string | undefined => {
      if (/^https?:\/\//.test(address)) return address;
      const target = posix.normalize(decodePath(address));
      const document = documents.find(([known]) => known === target);
      if (document) return wayTo(path, pathOf(document.slice(2)));
      if (!files.some((each) => each.path === target)) return undefined;
      return wayTo(path, releaseFile(name, version, target));
    };
    yield pageFile(path, rendering, () => aboutPage({ title, path, pages, text, findLink }));
  }
  return undefined;
}

// A link is words of the dataset: it may hold anything.
function decodePath(address: string): string {
  try {
    return decodeURIComponent(address.split("#", 1)[0] ?? "");
  } catch {
    return "";
  }
}

async function readText({ files }: ReleaseFacts["release"], path: string): Promise<string> {
  const file = files.find((each) => each.path === path);
  const blocks: Buffer[] = [];
  for await (const block of file?.read() ?? []) blocks.push(Buffer.from(block));
  return Buffer.concat(blocks).toString("utf8");
}
