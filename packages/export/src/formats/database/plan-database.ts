import type { Dataset, Table } from "@sourcebook/schema";
import type { PlannedFile } from "../../release-plan.ts";
import { type DatabaseFacts, formatDatabase } from "./format-database.ts";

/** Plans the database of a release: its tables, then its views as tables. */
export function planDatabase(
  dataset: Dataset,
  views: readonly Table[],
  created: string | undefined,
): PlannedFile {
  const { name, title, version, licence, homepage, model } = dataset;
  const facts: DatabaseFacts = [
    ...(created === undefined ? [] : [["created", created] as const]),
    ...(homepage === undefined ? [] : [["homepage", homepage] as const]),
    ["licence", licence],
    ["name", name],
    ["schema_version", model.version],
    ["title", title],
    ["version", version],
  ];
  return {
    path: `${name}.sqlite`,
    resource: {
      name: "database",
      title: "Database",
      description:
        "All tables, views and codelists as a SQLite database, with keys and references. Lists are JSON arrays; views are stored as tables.",
      format: "sqlite",
      mediatype: "application/vnd.sqlite3",
    },
    content: () => formatDatabase(facts, [...dataset.tables, ...views], model),
  };
}
