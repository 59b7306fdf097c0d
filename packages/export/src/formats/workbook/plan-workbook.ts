import type { Dataset, Table } from "@sourcebook/schema";
import type { PlannedFile } from "../../release-plan.ts";
import { codesTable, fieldsTable } from "../dictionary-tables.ts";
import { formatWorkbook, type PlannedSheet } from "./format-workbook.ts";

/** Plans the workbook of a release: views first, then tables, then what their columns mean. */
export function planWorkbook(
  dataset: Dataset,
  views: readonly Table[],
  created: string | undefined,
): PlannedFile {
  const { name, title, version, licence, description, contributors } = dataset;
  const all = [...views, ...dataset.tables];
  const sheet = (table: Table, wrap: boolean, folder: string): PlannedSheet => ({
    table,
    name: table.definition.name,
    wrap,
    whole: `${folder}/${table.definition.name}.csv`,
  });
  const sheets: readonly PlannedSheet[] = [
    ...views.map((table) => sheet(table, true, "views")),
    ...dataset.tables.map((table) => sheet(table, false, "data")),
    { table: fieldsTable(all), name: "All fields", wrap: true, whole: "CODEBOOK.md" },
    { table: codesTable(all, dataset.model), name: "All codes", wrap: true, whole: "CODEBOOK.md" },
  ];
  return {
    path: `${name}.xlsx`,
    resource: {
      name: "workbook",
      title: "Workbook",
      description:
        "Every view and table as a sheet of one workbook, and what the columns mean. No cell holds a formula.",
      format: "xlsx",
      mediatype: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    },
    content: () =>
      formatWorkbook(
        {
          title: `${title}, version ${version}`,
          version,
          ...(contributors[0] && { creator: contributors[0].title }),
          ...(created !== undefined && { created }),
          lines: [
            ...(description === undefined ? [] : [description.trim().replace(/\s+/g, " ")]),
            `${created === undefined ? "" : `Released ${created.slice(0, 10)}. `}Licence: ${licence}.`,
            "Read README.md and CODEBOOK.md beside this file. The CSV files in data/ are the reference; this workbook is made of them.",
          ],
        },
        sheets,
      ),
  };
}
