import { releasePage } from "./addresses.ts";
import { planTable } from "./explorer/plan-table.ts";
import { pageFile, type Rendering } from "./page-file.ts";
import { tableList } from "./pages/table-list.tsx";
import type { ReleaseFacts } from "./release-facts.ts";
import type { SiteFile } from "./site-file.ts";

/**
 * The list of tables; each of them has a page of its own below it.
 *
 * @param hasPages whether the records of a table have pages
 */
export async function* planTables(
  facts: ReleaseFacts,
  rendering: Rendering,
  hasPages: (table: string) => boolean,
): AsyncGenerator<SiteFile, undefined> {
  const { name, version } = facts.release;
  yield pageFile(releasePage(name, version, "tables"), rendering, () => tableList(facts));
  for (const table of facts.tables) yield* planTable(table, facts, rendering, hasPages);
  return undefined;
}
