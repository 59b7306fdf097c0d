import { faultOfText } from "../text-faults.ts";
import { checkHeader } from "./check-header.ts";
import { loadLibrary } from "./load-library.ts";
import {
  type FileFault,
  faultyFile,
  type RawBatch,
  type RawCell,
  type TableInput,
} from "./raw-table.ts";
import { parseSheet, type Sheet, type SheetRow } from "./xlsx/parse-sheet.ts";
import { isPart, parseWorkbook, type Workbook } from "./xlsx/parse-workbook.ts";
import { readZip, ZipFault } from "./xlsx/read-zip.ts";
import { XmlFault } from "./xlsx/walk-xml.ts";

export interface XlsxOptions {
  /** A workbook of one sheet needs none. */
  readonly sheet?: string;
}

/**
 * Reads a sheet of an Excel workbook whose first row names the columns.
 *
 * Numbers keep their digits, dates come in ISO 8601, formulas give the value last saved with them and a
 * warning. Line and column of a place are row and column of the sheet. The whole sheet is held in memory.
 */
export async function* readXlsx(
  input: TableInput,
  options: XlsxOptions = {},
): AsyncGenerator<RawBatch> {
  const saxen = await loadLibrary("saxen", "Excel workbooks", () => import("saxen"));
  if ("fault" in saxen) {
    yield faultyFile(saxen.fault);
    return;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of input.open()) chunks.push(chunk);
  const archive = Buffer.concat(chunks);
  const limit = Math.max(MIN_LIMIT, archive.length * MAX_RATIO);
  const zip = readZip(archive, isPart, limit);
  if (zip instanceof ZipFault) {
    yield invalidFile(zip.message);
    return;
  }
  const parts = new Map(Array.from(zip, ([name, bytes]) => [name, bytes.toString("utf8")]));
  const { Parser } = saxen.library;
  const workbook = parseWorkbook(Parser, parts);
  if (workbook instanceof XmlFault) {
    yield invalidFile(workbook.message);
    return;
  }
  const part = chooseSheet(workbook, options.sheet);
  if (typeof part !== "string") {
    yield faultyFile(part);
    return;
  }
  const sheet = parseSheet(Parser, parts.get(part) ?? "", workbook);
  if (sheet instanceof XmlFault) yield invalidFile(sheet.message);
  else yield* batchesOf(sheet);
}

// Workbooks pack to a tenth of their size or so; what packs much tighter was made to.
const MIN_LIMIT = 32 * 1024 * 1024;
const MAX_RATIO = 20;
const BATCH_ROWS = 1000;

const invalidFile = (message: string): RawBatch =>
  faultyFile({
    code: "file-invalid",
    severity: "error",
    message: `The file is no Excel workbook that can be read: ${message}.`,
    fix: "Save it anew in a spreadsheet program.",
  });

function chooseSheet({ sheets }: Workbook, wanted: string | undefined): string | FileFault {
  const names = [...sheets.keys()];
  const [only = ""] = names;
  const part = sheets.get(wanted ?? only);
  if (part !== undefined && (wanted !== undefined || names.length === 1)) return part;
  const message =
    wanted === undefined
      ? `The workbook has ${names.length} sheets, and nothing says which is meant.`
      : `The workbook has no sheet ${wanted}.`;
  const fix = `Name one under \`sheet\`: ${names.join(", ")}.`;
  return { code: "sheet-unknown", severity: "error", message, fix };
}

function* batchesOf(sheet: Sheet): Generator<RawBatch> {
  const [first, ...rows] = sheet.rows;
  if (first === undefined || first.number !== 1) {
    yield faultyFile(...sheet.faults, {
      code: "header-missing",
      severity: "error",
      message: first === undefined ? "The sheet is empty." : "The first row is blank.",
      fix: "Begin the sheet with a row that names the columns.",
      line: 1,
      column: 1,
    });
    return;
  }
  const header = Array.from(first.cells, labelOf);
  const placeOfColumn = (column: number) => ({ line: 1, column: column + 1 });
  const headerFaults = [...sheet.faults, ...first.faults, ...checkHeader(header, placeOfColumn)];
  let fileFaults: readonly FileFault[] = headerFaults;
  let last = 1;
  for (let from = 0; from < rows.length || from === 0; from = next(rows, from)) {
    const some = rows.slice(from, next(rows, from));
    const gap = (some[0]?.number ?? last + 1) - last - 1;
    if (gap > 0) fileFaults = [...fileFaults, blankRows(last + 1, gap)];
    yield sheetBatch(header, some, fileFaults, placeOfColumn);
    fileFaults = [];
    last = some.at(-1)?.number ?? last;
  }
}

/** Where the batch ends that begins here: rows in it follow one another without a gap. */
function next(rows: readonly SheetRow[], from: number): number {
  let to = from + 1;
  while (
    to < rows.length &&
    to < from + BATCH_ROWS &&
    rows[to]?.number === (rows[to - 1]?.number ?? 0) + 1
  ) {
    to += 1;
  }
  return to;
}

function labelOf(cell: RawCell): string {
  if (typeof cell === "string") return cell;
  return typeof cell === "object" && cell !== null && "number" in cell ? cell.number : "";
}

const blankRows = (first: number, count: number): FileFault => ({
  code: "row-blank",
  severity: "error",
  message:
    count === 1 ? "The row is blank." : `The rows ${first} to ${first + count - 1} are blank.`,
  fix: "Remove them, or fill them.",
  line: first,
  column: 1,
});

function sheetBatch(
  header: readonly string[],
  rows: readonly SheetRow[],
  fileFaults: readonly FileFault[],
  placeOfColumn: RawBatch["placeOfColumn"],
): RawBatch {
  const rowFaults = new Map<number, readonly FileFault[]>();
  const cells = rows.map((row, index) => {
    const surplus = row.cells.findIndex(
      (cell, column) => column >= header.length && cell !== undefined,
    );
    const faults = [...row.faults];
    row.cells.forEach((cell, column) => {
      const fault = typeof cell === "string" ? faultOfText(cell) : undefined;
      if (fault) faults.push({ ...fault, line: row.number, column: column + 1 });
    });
    if (surplus !== -1) faults.push(tooLong(row.number, surplus, header.length));
    if (faults.length > 0) rowFaults.set(index, faults);
    return surplus === -1 ? row.cells : undefined;
  });
  return {
    header,
    rows: cells,
    firstRow: (rows[0]?.number ?? 2) - 1,
    rowFaults,
    fileFaults,
    isFixed: true,
    numbersAsText: true,
    placeOfColumn,
    placeOf: (row, column = 0) => ({ line: rows[row]?.number ?? 0, column: column + 1 }),
    originalOf: (row) => Buffer.from(JSON.stringify(Array.from(rows[row]?.cells ?? [], showCell))),
  };
}

const tooLong = (row: number, surplus: number, width: number): FileFault => ({
  code: "row-long",
  severity: "error",
  message: `The row has a cell in column ${surplus + 1}, but the header ${width} columns.`,
  fix: "Remove the cell, or name its column.",
  line: row,
  column: surplus + 1,
});

const showCell = (cell: RawCell): unknown => {
  if (typeof cell !== "object" || cell === null) return cell ?? null;
  return "number" in cell ? cell.number : null;
};
