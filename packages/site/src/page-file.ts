import type { Frame, PageContent } from "./shell/page.ts";
import { renderPage, type Shell } from "./shell/render-page.tsx";
import { type SiteFile, textFile } from "./site-file.ts";

/** What the pages of one release share. */
export interface Rendering {
  readonly shell: Shell;
  /** Absent for a page that belongs to no dataset. */
  readonly frame?: Frame;
}

/**
 * A page as a file; it is rendered only when its content is asked for.
 *
 * @param isListed whether search engines may list it
 */
export function pageFile(
  path: string,
  { shell, frame }: Rendering,
  page: () => PageContent,
  isListed: boolean = true,
): SiteFile {
  const text = () => renderPage({ path, isListed, ...page() }, shell, frame);
  return { ...textFile(path, text), isListed };
}
