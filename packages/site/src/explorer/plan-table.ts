import { cellOf, formatCell } from "@sourcebook/export";
import type { Table } from "@sourcebook/schema";
import { releaseFile, releasePage } from "../addresses.ts";
import { pageFile, type Rendering } from "../page-file.ts";
import { downloads } from "../plan-downloads.ts";
import type { ReleaseFacts, ShownTable } from "../release-facts.ts";
import { type SiteFile, textFile } from "../site-file.ts";
import { columnsOf } from "./columns-of.ts";
import { cutParts, type TextBatches } from "./cut-parts.ts";
import { formatPart, scriptText } from "./part.ts";
import type { ColumnSummary } from "./summarise-column.ts";
import { Surveyor } from "./survey-table.ts";
import { partName, type TableInfo } from "./table-info.ts";
import { type TableFile, tablePage } from "./table-page.tsx";

/** So many rows stand on the page itself. */
const firstRows = 50;

/**
 * The page of a table with an explorer on it, and its rows in parts beside it. The rows are read once, and of
 * many only one part is in memory at a time when each file is written as it comes.
 *
 * @param hasPages whether the records of a table have pages of their own
 */
export async function* planTable(
  shown: ShownTable,
  facts: ReleaseFacts,
  rendering: Rendering,
  hasPages: (table: string) => boolean,
): AsyncGenerator<SiteFile, undefined> {
  const { name: dataset, version, model } = facts.release;
  const { definition } = shown.table;
  const { name: table, primaryKey, sortOrder } = definition;
  const page = releasePage(dataset, version, "tables", table);
  const beside = (file: string): string => page.replace(/index\.html$/, file);
  const columns = columnsOf(definition, model, hasPages);
  const surveyor = new Surveyor(columns, firstRows);
  let number = 0;
  for await (const part of cutParts(columns.length, textBatches(shown.table))) {
    surveyor.add(part);
    const text = formatPart(number, part);
    yield textFile(beside(partName(number)), () => text);
    number += 1;
  }
  const survey = surveyor.survey();
  const [orderedBy] = sortOrder;
  const info: TableInfo = {
    dataset,
    version,
    table,
    page,
    rows: survey.rows,
    columns,
    choices: choicesOf(columns.map(({ name }, index) => [name, survey.columns[index]])),
    ...(orderedBy !== undefined && { orderedBy }),
    ...(primaryKey.length > 0 &&
      shown.kind === "table" &&
      hasPages(table) && {
        record: primaryKey.map((key) => columns.findIndex(({ name }) => name === key)),
      }),
    parts: survey.parts,
  };
  const script = beside("table.js");
  yield textFile(script, () => `sourcebookTable=${scriptText(JSON.stringify(info))}\n`);
  yield pageFile(page, rendering, () =>
    tablePage(shown, info, survey, filesOf(facts, table), script),
  );
  return undefined;
}

async function* textBatches({ definition, batches }: Table): TextBatches {
  const { fields } = definition;
  for await (const batch of batches()) {
    yield batch.map((row) => fields.map((field) => formatCell(field, cellOf(row, field.name))));
  }
}

// Longer than this, a list is quicker typed into than looked through.
const mostChoices = 40;

function choicesOf(
  columns: readonly (readonly [string, ColumnSummary | undefined])[],
): TableInfo["choices"] {
  return Object.fromEntries(
    columns.flatMap(([name, summary]) => {
      const { top, distinct = 0, filled = 0 } = summary ?? {};
      const isWhole = top !== undefined && top.length === distinct;
      return isWhole && distinct > 0 && distinct <= mostChoices && distinct < filled
        ? [[name, top]]
        : [];
    }),
  );
}

/** The files of a release that hold a table, the canonical one first. */
function filesOf({ release, isDraft }: ReleaseFacts, table: string): readonly TableFile[] {
  if (isDraft) return [];
  const { name, version } = release;
  return downloads(release).flatMap(({ path, bytes }) => {
    const [, folder = "", stem, ending = ""] = /^([a-z]+)\/(.+?)\.(\w+)$/.exec(path) ?? [];
    const title = formatNames[`${folder}/${ending}`];
    return stem === table && title !== undefined
      ? [{ path: releaseFile(name, version, path), title, ...(bytes !== undefined && { bytes }) }]
      : [];
  });
}

const formatNames: Readonly<Record<string, string>> = {
  "data/csv": "CSV",
  "views/csv": "CSV",
  "json/json": "JSON",
  "json/jsonl": "JSON Lines",
  "parquet/parquet": "Parquet",
  "excel/csv": "CSV for spreadsheets",
};
