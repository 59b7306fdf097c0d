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

  let widths: readonly number[] = [];
  const formatRow = (row: Row): string => {
    count.rows += 1;
    if (count.rows > rowLimit) throw tooManyRows(tableName);
    const number = count.rows + 1;
    let height = 1;
    const cells = names.map(([field, column], index) => {
      const cell = cellOf(row, field.name);
      if (cell === undefined) return "";
      if (look.wrap && typeof cell === "string") {
        height = Math.max(height, linesIn(cell, widths[index] ?? 1));
      }
      return formatTypedCell(field, cell, `${column}${number}`);
    });
    return `<row r="${number}"${heightOf(height)}>${cells.join("")}</row>`;
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
      widths = columnWidths(fields, head, look);
      yield sheetHead(fields, widths) + head.map(formatRow).join("");
      begun = true;
    } else {
      yield batch.map(formatRow).join("");
    }
  }
  if (!begun) {
    widths = columnWidths(fields, head, look);
    yield sheetHead(fields, widths) + head.map(formatRow).join("");
  }

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

/** How many lines text takes in a column of a width, about: a sheet has no way to leave it open. */
export function linesIn(text: string, width: number): number {
  return text
    .split("\n")
    .reduce((lines, part) => lines + Math.max(1, Math.ceil(part.length / (width * 1.15))), 0);
}

/** The attribute that gives a row room for some lines; rows of one line need none. */
export function heightOf(lines: number): string {
  return lines === 1 ? "" : ` ht="${Math.min(lines * 15, tallest)}"`;
}

// No row of a sheet can be higher, in points.
const tallest = 405;

function sheetHead(fields: readonly Field[], widths: readonly number[]): string {
  const header = fields.map((field, index) =>
    styledText(`${columnName(index)}1`, field.name, styles.header),
  );
  return [
    sheetOpening,
    '<sheetViews><sheetView workbookViewId="0">',
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/>',
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>',
    columnsXml(widths),
    `<sheetData><row r="1">${header.join("")}</row>`,
  ].join("");
}

// Text that looks like a number is text on purpose, and needs no green corner.
const sheetFoot = (area: string): string =>
  `<ignoredErrors><ignoredError sqref="${xmlText(area)}" numberStoredAsText="1"/></ignoredErrors></worksheet>\n`;

// The first rows decide how wide a column is; how they were batched does not.
const sampleRows = 200;

function columnWidths(
  fields: readonly Field[],
  head: readonly Row[],
  { wrap }: CellLook,
): readonly number[] {
  const sample = head.slice(0, sampleRows);
  return fields.map((field) => {
    const lengths = sample
      .map((row) => formatCell(field, cellOf(row, field.name)).length)
      .filter((length) => length > 0);
    const longest = Math.max(0, ...lengths);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(lengths.length, 1);
    // Room for the button of the filter in the header; running text that is wrapped gets a wider column.
    const most = wrap ? (mean > 80 ? 70 : 36) : 40;
    return Math.min(Math.max(field.name.length + 4, longest + 1, 8), most);
  });
}

function tooManyRows(table: string): SourcebookError {
  return new SourcebookError("USAGE", {
    what: `The table ${table} has more rows than a sheet of a workbook can hold (${rowLimit})`,
    fix: "Take xlsx out of the exports of the dataset",
  });
}
