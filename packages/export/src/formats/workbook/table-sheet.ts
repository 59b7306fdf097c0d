import { type Cell, type Field, type Row, SourcebookError, type Table } from "@sourcebook/schema";
import { cellOf, formatCell } from "../../format-cell.ts";
import {
  booleanCell,
  type CellLook,
  columnName,
  dateCell,
  fitText,
  numberCell,
  styledText,
  textCell,
} from "./cells.ts";
import { styles } from "./styles.ts";
import { xmlText } from "./xml-text.ts";

/** What a sheet tells of itself once it is written. */
export interface SheetCount {
  rows: number;
  /** Cells that were too long for a sheet. */
  cut: number;
}

/** Rows that a sheet holds below its header. */
export const rowLimit = 1_048_575;

/**
 * Writes a table as the XML of a sheet: typed cells, a frozen header, a filter on each column.
 *
 * @param whole the path of the file that holds cells which are too long for a sheet
 * @param count is filled while the sheet is written
 * @throws SourcebookError `USAGE` when the table has more rows than a sheet
 */
export async function* tableSheet(
  table: Table,
  look: CellLook,
  whole: string,
  count: SheetCount,
): AsyncGenerator<string> {
  const { name: tableName, fields } = table.definition;
  const lastColumn = columnName(fields.length - 1);
  const names = fields.map((field, index) => [field, columnName(index)] as const);

  const formatRow = (row: Row): string => {
    count.rows += 1;
    if (count.rows > rowLimit) throw tooManyRows(tableName);
    const number = count.rows + 1;
    const cells = names.map(([field, column]) => {
      const cell = cellOf(row, field.name);
      return cell === undefined ? "" : formatTypedCell(field, cell, `${column}${number}`);
    });
    return `<row r="${number}">${cells.join("")}</row>`;
  };
  const formatTypedCell = (field: Field, cell: Cell, at: string): string => {
    if (typeof cell === "number") return numberCell(at, cell);
    if (typeof cell === "boolean") return booleanCell(at, cell);
    if (field.type === "date" && typeof cell === "string") return dateCell(at, cell);
    const { text, cut } = fitText(formatCell(field, cell), whole);
    if (cut) count.cut += 1;
    return textCell(at, text, look);
  };

  let head: readonly Row[] = [];
  let begun = false;
  for await (const batch of table.batches()) {
    if (!begun) {
      head = [...head, ...batch];
      if (head.length < sampleRows) continue;
      yield sheetHead(fields, head, look) + head.map(formatRow).join("");
      begun = true;
    } else {
      yield batch.map(formatRow).join("");
    }
  }
  if (!begun) yield sheetHead(fields, head, look) + head.map(formatRow).join("");

  const area = `A1:${lastColumn}${count.rows + 1}`;
  yield `</sheetData><autoFilter ref="${area}"/>${sheetFoot(area)}`;
}

/** How an XML part of a sheet begins. */
export const sheetOpening: string = [
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">',
].join("");

/** The columns of a sheet by their widths, in characters. */
export function columnsXml(widths: readonly number[]): string {
  const columns = widths.map(
    (width, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return `<cols>${columns.join("")}</cols>`;
}

function sheetHead(fields: readonly Field[], sample: readonly Row[], look: CellLook): string {
  const header = fields.map((field, index) =>
    styledText(`${columnName(index)}1`, field.name, styles.header),
  );
  return [
    sheetOpening,
    '<sheetViews><sheetView workbookViewId="0">',
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/>',
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>',
    columnsXml(fields.map((field) => columnWidth(field, sample.slice(0, sampleRows), look))),
    `<sheetData><row r="1">${header.join("")}</row>`,
  ].join("");
}

// Text that looks like a number is text on purpose, and needs no green corner.
const sheetFoot = (area: string): string =>
  `<ignoredErrors><ignoredError sqref="${xmlText(area)}" numberStoredAsText="1"/></ignoredErrors></worksheet>\n`;

// The first rows decide how wide a column is; how they were batched does not.
const sampleRows = 200;

function columnWidth(field: Field, sample: readonly Row[], { wrap }: CellLook): number {
  const longest = Math.max(
    0,
    ...sample.map((row) => formatCell(field, cellOf(row, field.name)).length),
  );
  // Room for the button of the filter.
  return Math.min(Math.max(field.name.length + 4, longest + 1, 8), wrap ? 60 : 40);
}

function tooManyRows(table: string): SourcebookError {
  return new SourcebookError("USAGE", {
    what: `The table ${table} has more rows than a sheet of a workbook can hold (${rowLimit})`,
    fix: "Take xlsx out of the exports of the dataset",
  });
}
