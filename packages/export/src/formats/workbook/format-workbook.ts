import type { Table } from "@sourcebook/schema";
import type { Content } from "../../release-plan.ts";
import { type AboutEntry, aboutSheet } from "./about-sheet.ts";
import { sheetNames } from "./sheet-names.ts";
import { stylesXml } from "./styles.ts";
import { type SheetCount, tableSheet } from "./table-sheet.ts";
import {
  contentTypesXml,
  corePropertiesXml,
  rootRelationsXml,
  sheetPath,
  type WorkbookFacts,
  workbookRelationsXml,
  workbookXml,
} from "./workbook-parts.ts";
import { type Part, zipParts } from "./zip-parts.ts";

/** A table that becomes a sheet. */
export interface PlannedSheet {
  readonly table: Table;
  /** The name wanted for the tab. */
  readonly name: string;
  /** Whether long text is wrapped, for reading, or runs on in one line. */
  readonly wrap: boolean;
  /** Where a cell that is too long for a sheet stands whole. */
  readonly whole: string;
}

/** What a workbook says of itself. */
export interface WorkbookAbout extends WorkbookFacts {
  readonly lines: readonly string[];
}

/**
 * Writes a workbook (XLSX): a first sheet that says what it is, then a sheet for each table.
 *
 * Cells are typed, none is a formula; a cell that is too long is cut and says so, and the first sheet
 * counts them.
 */
export async function* formatWorkbook(
  about: WorkbookAbout,
  sheets: readonly PlannedSheet[],
): Content {
  const names = sheetNames(["About", ...sheets.map(({ name }) => name)]);
  yield* zipParts(workbookParts(about, sheets, names));
  return undefined;
}

function* workbookParts(
  about: WorkbookAbout,
  sheets: readonly PlannedSheet[],
  names: readonly string[],
): Generator<Part> {
  yield { path: "[Content_Types].xml", chunks: [contentTypesXml(names.length)] };
  yield { path: "_rels/.rels", chunks: [rootRelationsXml] };
  yield { path: "xl/workbook.xml", chunks: [workbookXml(names)] };
  yield { path: "xl/_rels/workbook.xml.rels", chunks: [workbookRelationsXml(names.length)] };
  yield { path: "xl/styles.xml", chunks: [stylesXml] };
  yield { path: "docProps/core.xml", chunks: [corePropertiesXml(about)] };

  const counts: SheetCount[] = [];
  for (const [index, { table, wrap, whole }] of sheets.entries()) {
    const count = { rows: 0, cut: 0 };
    counts.push(count);
    yield { path: sheetPath(index + 2), chunks: tableSheet(table, { wrap }, whole, count) };
  }

  // Last, because it counts the rows of the others.
  const cut = counts.reduce((sum, count) => sum + count.cut, 0);
  const entries = sheets.map(
    ({ table: { definition } }, index): AboutEntry => ({
      sheet: names[index + 1] ?? definition.name,
      title: definition.title,
      description: definition.description,
      rows: counts[index]?.rows ?? 0,
    }),
  );
  const lines = cut === 0 ? about.lines : [...about.lines, cutLine(cut)];
  yield {
    path: sheetPath(1),
    chunks: [aboutSheet({ title: about.title, lines, sheets: entries })],
  };
}

const cutLine = (cut: number): string =>
  cut === 1
    ? "One cell is longer than a sheet can hold; it says at its end where it stands whole."
    : `${cut} cells are longer than a sheet can hold; each says at its end where it stands whole.`;
