import { documentary, type Table } from "@sourcebook/schema";
import type { SiteRelease } from "./site-dataset.ts";

/** A table or a view of a release as the site shows it. */
export interface ShownTable {
  readonly table: Table;
  readonly kind: "table" | "view";
  readonly rows: number;
}

/** A release with what its pages share, found out once. */
export interface ReleaseFacts extends SiteRelease {
  /** Views first, since they are made for people; then the tables, in the order of the model. */
  readonly tables: readonly ShownTable[];
  /** The model has claims with evidence, and not only tables. */
  readonly isDocumentary: boolean;
}

export async function findFacts(given: SiteRelease): Promise<ReleaseFacts> {
  const { release } = given;
  const tables: ShownTable[] = [];
  for (const kind of ["view", "table"] as const) {
    for (const table of kind === "view" ? release.views : release.tables) {
      tables.push({ table, kind, rows: await countRows(table) });
    }
  }
  return { ...given, tables, isDocumentary: release.model.name === documentary.name };
}

async function countRows(table: Table): Promise<number> {
  if (table.rows !== undefined) return table.rows;
  let rows = 0;
  for await (const batch of table.batches()) rows += batch.length;
  return rows;
}
