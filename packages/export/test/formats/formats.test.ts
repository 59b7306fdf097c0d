import type { Cell, Row } from "@sourcebook/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCell } from "../../src/format-cell.ts";
import { formatDatabase } from "../../src/formats/database/format-database.ts";
import { formatExcelCsv } from "../../src/formats/format-excel-csv.ts";
import { formatJsonLines } from "../../src/formats/format-json-lines.ts";
import { formatParquet } from "../../src/formats/format-parquet.ts";
import { formatWorkbook } from "../../src/formats/workbook/format-workbook.ts";
import type { Content } from "../../src/release-plan.ts";
import { hostileDefinition, hostileRows, naughtyTexts } from "../fixtures/hostile.ts";
import { contentOf, datasetOf, tableOf } from "../fixtures/tables.ts";
import { readWithDuckDb, readWithPython } from "./readers.ts";

const { fields } = hostileDefinition;
const tableWith = (rows: readonly Row[], size = 7) => tableOf(hostileDefinition, rows, size);
const model = datasetOf([tableWith([])]).model;

const workbook = (rows: readonly Row[], size?: number): Content =>
  formatWorkbook({ title: "Hostile 1.0.0", version: "1.0.0", lines: ["A line."] }, [
    { table: tableWith(rows, size), name: "hostile", wrap: false, whole: "data/hostile.csv" },
  ]);
const database = (rows: readonly Row[], size?: number): Content =>
  formatDatabase([["name", "hostile"]], [tableWith(rows, size)], model);

/** Each text once, in every field that takes text. */
const naughtyRows: readonly Row[] = naughtyTexts.map((words, index) => ({
  id: index + 1,
  words,
  more_words: words,
  items: [words, words],
}));

/** Runs a check over rows from the list and from the generator: a process for each is slow. */
async function overHostileRows(check: (rows: readonly Row[]) => Promise<void>): Promise<void> {
  await check(naughtyRows);
  await fc.assert(fc.asyncProperty(hostileRows, check), { numRuns: 8 });
}

const cellsOf = <T>(
  row: Readonly<Record<string, T>>,
  write: (cell: T | undefined, name: string) => unknown,
) => fields.map(({ name }) => write(row[name], name));

test("Python reads JSON Lines as it was", () =>
  overHostileRows(async (rows) => {
    const { bytes, rows: count } = await contentOf(
      formatJsonLines(fields, tableWith(rows).batches()),
    );
    expect(count).toBe(rows.length);
    expect(await readWithPython("jsonl", bytes)).toEqual(rows);
  }));

test("Python reads the Excel-safe CSV, and one apostrophe less is the value", () =>
  overHostileRows(async (rows) => {
    const { bytes } = await contentOf(formatExcelCsv(fields, tableWith(rows).batches()));
    const [header, ...lines] = (await readWithPython("excel-csv", bytes)) as string[][];
    expect(header).toEqual(fields.map(({ name }) => name));
    const unguarded = lines.map((cells) => cells.map((cell) => cell.replace(/^'/, "")));
    expect(unguarded).toEqual(
      rows.map((row) => fields.map((field) => formatCell(field, row[field.name]))),
    );
    const risky = /^(?:[=+\-@＝＋－＠\t\r\n\0]|[\s\u{FEFF}]+[=+\-@])/u;
    const words = lines.flatMap((cells) => [cells[1] ?? "", cells[2] ?? "", cells[6] ?? ""]);
    expect(words.filter((cell) => risky.test(cell))).toEqual([]);
  }));

test("DuckDB reads Parquet with real types and equal cells", () =>
  overHostileRows(async (rows) => {
    const { bytes, rows: count } = await contentOf(
      formatParquet(fields, tableWith(rows).batches()),
    );
    expect(count).toBe(rows.length);
    const described = await readWithDuckDb("a.parquet", bytes, "DESCRIBE SELECT * FROM '{path}'");
    expect(described.map((row) => [row.column_name, row.column_type])).toEqual([
      ["id", "BIGINT"],
      ["words", "VARCHAR"],
      ["more_words", "VARCHAR"],
      ["whole", "BIGINT"],
      ["broken", "DOUBLE"],
      ["flag", "BOOLEAN"],
      ["items", "VARCHAR[]"],
      ["day", "DATE"],
    ]);
    const read = await readWithDuckDb(
      "hostile.parquet",
      bytes,
      // Words as bytes, because the binding drops a byte-order mark at the start of a text.
      `SELECT * REPLACE (strftime(day, '%Y-%m-%d') AS day, hex(words) AS words,
         hex(more_words) AS more_words, list_transform(items, item -> hex(item)) AS items)
       FROM '{path}'`,
    );
    expect(read.map((row) => cellsOf(row, (cell) => cell))).toEqual(
      rows.map((row) =>
        cellsOf(row, (cell, name) => {
          if (cell === undefined) return null;
          if (typeof cell === "object") return cell.map(hex);
          return typeof cell === "string" && name !== "day" ? hex(cell) : cell;
        }),
      ),
    );
  }));

const hex = (text: string): string => Buffer.from(text).toString("hex").toUpperCase();

test("openpyxl reads the workbook to equal, typed cells, and no formula", () =>
  overHostileRows(async (rows) => {
    const { bytes } = await contentOf(workbook(rows));
    const { sheets } = (await readWithPython("xlsx", bytes)) as {
      sheets: { name: string; frozen: string; filter: string; rows: unknown[][] }[];
    };
    expect(sheets.map(({ name }) => name)).toEqual(["About", "hostile"]);
    expect(sheets[1]).toEqual({
      name: "hostile",
      frozen: "A2",
      filter: `A1:H${rows.length + 1}`,
      rows: [
        fields.map(({ name }) => name),
        ...rows.map((row) => cellsOf(row, (cell, name) => workbookCell(name, cell))),
      ],
    });
  }));

function workbookCell(name: string, cell: Cell | undefined): unknown {
  if (cell === undefined) return null;
  if (name === "items") return formatCell(fields[6] ?? fail(), cell);
  if (name === "day") return String(cell) < "1900-03-01" ? cell : { date: cell };
  const isLong = typeof cell === "number" && Number.isInteger(cell) && Math.abs(cell) >= 1e15;
  return isLong ? BigInt(cell).toString() : cell;
}

test("Python reads the database: equal cells, whole references, sound pages", () =>
  overHostileRows(async (rows) => {
    const { bytes } = await contentOf(database(rows));
    const read = (await readWithPython("sqlite", bytes)) as {
      integrity: unknown;
      broken_references: unknown;
      tables: Record<string, unknown[][]>;
    };
    expect(read.integrity).toEqual([["ok"]]);
    expect(read.broken_references).toEqual([]);
    expect(read.tables.hostile).toEqual(
      rows.map((row) =>
        cellsOf(row, (cell) => {
          if (cell === undefined) return null;
          if (typeof cell === "boolean") return cell ? 1 : 0;
          return typeof cell === "object" ? JSON.stringify(cell) : cell;
        }),
      ),
    );
  }));

test("how rows were batched leaves no trace in any format", () =>
  fc.assert(
    fc.asyncProperty(hostileRows, fc.integer({ min: 1, max: 70 }), async (rows, size) => {
      const both = (write: (size: number) => Content) =>
        Promise.all([contentOf(write(size)), contentOf(write(1000))]);
      const batches = (size: number) => tableWith(rows, size).batches();
      for (const write of [
        (size: number) => formatJsonLines(fields, batches(size)),
        (size: number) => formatExcelCsv(fields, batches(size)),
        (size: number) => formatParquet(fields, batches(size)),
        (size: number) => workbook(rows, size),
        (size: number) => database(rows, size),
      ]) {
        const [one, other] = await both(write);
        expect(Buffer.compare(one.bytes, other.bytes)).toBe(0);
      }
    }),
    { numRuns: 15 },
  ));

function fail(): never {
  throw new Error("There is no such field");
}
