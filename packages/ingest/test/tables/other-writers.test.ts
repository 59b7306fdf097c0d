import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RawBatch } from "../../src/tables/raw-table.ts";
import { readCsv } from "../../src/tables/read-csv.ts";
import { readJson } from "../../src/tables/read-json.ts";
import { readParquet } from "../../src/tables/read-parquet.ts";
import { readXlsx } from "../../src/tables/read-xlsx.ts";
import { hasOpenpyxl, python } from "./python.ts";
import { inputOf, readAll, type WholeFile } from "./read-all.ts";

const hostile = fc.string({
  unit: fc.constantFrom(
    "a",
    "é",
    "ش",
    "😀",
    ",",
    ";",
    '"',
    "\n",
    "\r",
    "\t",
    " ",
    "=",
    "0",
    "\u200b",
    "\u2028",
    "'",
    "<",
    "&",
    "]]>",
  ),
  maxLength: 8,
});
const header = ["key", "b,c", '"d"', " "];
const table = fc
  .array(fc.tuple(fc.constantFrom("k", "007", "true"), hostile, hostile, hostile), {
    maxLength: 15,
  })
  .map((rows) => [header, ...rows] as string[][]);

const seed = Date.now() % 2 ** 31;
const tables = fc.sample(table, { numRuns: 40, seed });
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "writers-"));
  if (python === undefined) return;
  const script = fileURLToPath(new URL("writers.py", import.meta.url));
  const run = spawnSync(python, [script, folder], {
    input: JSON.stringify(tables),
    encoding: "utf8",
  });
  expect([run.status, run.stderr]).toEqual([0, ""]);
});
afterAll(() => rm(folder, { recursive: true }));

async function readEach(ending: string, read: (content: Uint8Array) => AsyncIterable<RawBatch>) {
  const files: WholeFile[] = [];
  for (const index of tables.keys()) {
    files.push(await readAll(read(await readFile(join(folder, `${index}.${ending}`)))));
  }
  return files;
}

const cellsOf = ({ header, rows }: WholeFile): unknown[][] => [
  [...header],
  ...rows.map((row) => [...(row ?? [])]),
];

describe.skipIf(python === undefined)(
  `Python's csv and json (skipped without python3; seed ${seed})`,
  () => {
    test.each([
      ["csv", {}],
      ["tsv", { delimiter: "\t" }],
      ["semicolon.csv", { delimiter: ";" }],
      ["utf16.csv", {}],
    ])("%s is read back cell for cell", async (ending, options) => {
      const files = await readEach(ending, (content) =>
        readCsv(inputOf(content), { ...options, blockSize: 50 }),
      );
      expect(files.map(cellsOf)).toEqual(tables);
      expect(
        new Set(files.flatMap(({ faults }) => faults.map((fault) => fault.split(" ")[0]))),
      ).toEqual(new Set(["header-blank"]));
    });

    test.each(["json", "jsonl"])("%s is read back cell for cell", async (ending) => {
      const files = await readEach(ending, (content) =>
        readJson(inputOf(content), { isLines: ending === "jsonl", blockSize: 50 }),
      );
      expect(files.map(({ rows }) => rows)).toEqual(tables.map(([, ...rows]) => rows));
      expect(files.flatMap(({ faults }) => faults)).toEqual([]);
    });
  },
);

/** Writes a table of texts as Parquet; one that stands for nothing is null. */
async function writeWithDuckDb(rows: readonly (readonly string[])[], path: string, codec: string) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const names = header.map((name) => `"${name.replaceAll('"', '""')}" VARCHAR`);
    await connection.run(`CREATE TABLE written (${names.join(", ")})`);
    const appender = await connection.createAppender("written");
    for (const row of rows) {
      for (const cell of row) {
        if (cell === "") appender.appendNull();
        else appender.appendVarchar(cell);
      }
      appender.endRow();
    }
    appender.closeSync();
    // Groups of few rows, so that most tables have several.
    await connection.run(
      `COPY written TO '${path}' (FORMAT parquet, CODEC '${codec}', ROW_GROUP_SIZE 2048)`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe(`DuckDB (seed ${seed})`, () => {
  test.each(["snappy", "zstd", "gzip"])(
    "Parquet, %s, is read back cell for cell",
    async (codec) => {
      const some = tables.slice(0, 12);
      const files: WholeFile[] = [];
      for (const [index, [, ...rows]] of some.entries()) {
        const path = join(folder, `${index}.${codec}.parquet`);
        await writeWithDuckDb(rows, path, codec);
        files.push(await readAll(readParquet(inputOf(await readFile(path)))));
      }
      expect(files.map(({ rows }) => rows)).toEqual(
        some.map(([, ...rows]) =>
          rows.map((row) => row.map((cell) => (cell === "" ? null : cell))),
        ),
      );
      expect(files.flatMap(({ faults }) => faults)).toEqual(some.map(() => "header-blank"));
    },
  );
});

describe.skipIf(!hasOpenpyxl)(`openpyxl (skipped without python3-openpyxl; seed ${seed})`, () => {
  test("texts are read back cell for cell", async () => {
    const files = await readEach("xlsx", (content) => readXlsx(inputOf(content)));
    const withoutReturns = tables.map((rows) =>
      rows.map((row) => row.map((cell) => cell.replaceAll("\r", ""))),
    );
    const full = files.map(({ header, rows }) => [
      [...header],
      ...rows.map((row) => header.map((_, column) => row?.[column] ?? "")),
    ]);
    expect(full).toEqual(withoutReturns);
  });

  test("numbers, booleans and dates keep what they are", async () => {
    const { header, rows, faults } = await readAll(
      readXlsx(inputOf(await readFile(join(folder, "types.xlsx")))),
    );
    expect(header).toEqual(["text", "whole", "decimal", "flag", "day", "moment"]);
    expect(rows).toEqual([
      [" padded ", { number: "12" }, { number: "0.1" }, true, "2020-02-29", "1999-12-31T23:59:59"],
      [
        "1988",
        { number: "9007199254740991" },
        { number: "1e-07" },
        false,
        "1900-03-01",
        "2000-01-01",
      ],
    ]);
    expect(faults).toEqual([]);
  });

  test("formulas without values, errors, merged cells and a choice of sheets are faults", async () => {
    const content = await readFile(join(folder, "faults.xlsx"));
    expect((await readAll(readXlsx(inputOf(content)))).faults).toEqual(["sheet-unknown"]);
    const { faults } = await readAll(readXlsx(inputOf(content), { sheet: "Sheet" }));
    expect(faults).toEqual(["cells-merged 2:3", "cell-formula 2:1", "cell-error 2:2"]);
    expect((await readAll(readXlsx(inputOf(content), { sheet: "second" }))).header).toEqual(["id"]);
    expect((await readAll(readXlsx(inputOf(content), { sheet: "third" }))).faults).toEqual([
      "sheet-unknown",
    ]);
  });
});
