import { releasePage } from "./addresses.ts";
import { pageFile, type Rendering } from "./page-file.ts";
import { tableList } from "./pages/table-list.tsx";
import type { ReleaseFacts } from "./release-facts.ts";
import type { SiteFile } from "./site-file.ts";

/** The list of tables; each of them has a page of its own below it. */
export async function* planTables(
  facts: ReleaseFacts,
  rendering: Rendering,
): AsyncGenerator<SiteFile, undefined> {
  const { name, version } = facts.release;
  yield pageFile(releasePage(name, version, "tables"), rendering, () => tableList(facts));
  return undefined;
}
