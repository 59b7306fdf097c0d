import type { PublishedFile } from "@sourcebook/export";
import { releaseFile } from "./addresses.ts";
import type { ReleaseFacts } from "./release-facts.ts";
import type { SiteFile } from "./site-file.ts";

/** The files of a release that stand in the site, byte for byte. */
export function* planDownloads({ release, isDraft }: ReleaseFacts): Generator<SiteFile, undefined> {
  if (isDraft) return undefined;
  for (const file of downloads(release)) {
    yield { path: releaseFile(release.name, release.version, file.path), content: file.read };
  }
  return undefined;
}

/** What a site may hand out: all but documents that a browser would show as pages of this site. */
export function downloads({
  files,
  lists,
  archive,
}: ReleaseFacts["release"]): readonly PublishedFile[] {
  return [...files, ...lists, ...(archive ? [archive] : [])].filter(({ path }) => isInert(path));
}

// A document as received may be a page with a script in it, which would run as if it were ours.
const isInert = (path: string): boolean =>
  !path.startsWith("sources/") || /\.(?:txt|csv|pdf|png|jpe?g)$/.test(path);
