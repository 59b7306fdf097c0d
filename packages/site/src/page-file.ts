import type { Frame, Page } from "./shell/page.ts";
import { renderPage, type Shell } from "./shell/render-page.tsx";
import { type SiteFile, textFile } from "./site-file.ts";

/** What the pages of one release share. */
export interface Rendering {
  readonly shell: Shell;
  readonly frame: Frame;
}

/** A page as a file; it is rendered only when its content is asked for. */
export function pageFile(
  path: string,
  { shell, frame }: Rendering,
  page: () => Omit<Page, "path">,
): SiteFile {
  return textFile(path, () => renderPage({ path, ...page() }, shell, frame));
}
