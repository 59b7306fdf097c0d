import type { Dataset, Table } from "@sourcebook/schema";
import { conflictsFlat } from "./conflicts-flat.ts";
import { estimates } from "./estimates.ts";
import { quotationsFlat } from "./quotations-flat.ts";
import { claimTables } from "./resolve-claims.ts";
import { statements } from "./statements.ts";
import { timeline } from "./timeline.ts";
import { type View, viewTable } from "./view.ts";

/** All views of the documentary model. A new one is an entry here. */
const views: readonly View[] = [statements, estimates, timeline, quotationsFlat, conflictsFlat];

/** The flat views of a dataset as tables; none when its model has no claims to show. */
export function viewsOf(dataset: Dataset): readonly Table[] {
  const names = new Set(dataset.tables.map(({ definition }) => definition.name));
  if (!claimTables.every((name) => names.has(name))) return [];
  return views.map((view) => viewTable(view, dataset));
}
