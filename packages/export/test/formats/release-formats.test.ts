import { execFileSync } from "node:child_process";
import type { Dataset } from "@sourcebook/schema";
import { afterEach, expect, test } from "vitest";
import { columnName, fitText } from "../../src/formats/workbook/cells.ts";
import { sheetNames } from "../../src/formats/workbook/sheet-names.ts";
import { rowLimit, tableSheet } from "../../src/formats/workbook/table-sheet.ts";
import { cutRelease, verifyRelease } from "../../src/index.ts";
import { millFire } from "../fixtures/mill-fire.ts";
import { plannedRelease } from "../fixtures/planned.ts";
import { datasetOf, definitionOf, fieldOf, tableOf } from "../fixtures/tables.ts";
import { temporaryFolder } from "../support/folders.ts";
import { readWithDuckDb, readWithPython, withFile } from "./readers.ts";

const everything = ["csv", "json", "jsonl", "parquet", "xlsx", "sqlite", "excel-csv", "zip"];
const zone = process.env.TZ;

afterEach(() => {
  process.env.TZ = zone;
});

test("a release with every export verifies, and sqlite and xlsx hold all tables and views", async () => {
  const releasesFolder = temporaryFolder();
  const dataset = millFire({ exports: everything });
  const { folder } = await cutRelease(dataset, { releasesFolder, toolVersion: "0.0.0" });
  expect((await verifyRelease(folder)).findings).toEqual([]);

  const { files } = await plannedRelease(dataset);
  const workbook = (await readWithPython("xlsx", files.get("mill-fire.xlsx") ?? "")) as {
    created: string;
    sheets: { name: string; rows: unknown[][] }[];
  };
  const views = ["statements", "estimates", "timeline", "quotations_flat", "conflicts_flat"];
  const tables = dataset.tables.map(({ definition }) => definition.name);
  expect(workbook.sheets.map(({ name }) => name)).toEqual([
    "About",
    ...views,
    ...tables,
    "All fields",
    "All codes",
  ]);
  expect(workbook.created).toBe("2026-11-23 09:30:00");
  expect(workbook.sheets[0]?.rows.map((row) => row[0])).toMatchInlineSnapshot(`
    [
      "The Sedge mill fire, version 1.2.0",
      "What two newspapers say about a fire that never was.",
      "Released 2026-11-23. Licence: CC-BY-4.0.",
      "Read README.md and CODEBOOK.md beside this file. The CSV files in data/ are the reference; this workbook is made of them.",
      null,
      "sheet",
      "statements",
      "estimates",
      "timeline",
      "quotations_flat",
      "conflicts_flat",
      "sources",
      "entities",
      "names",
      "claims",
      "attributions",
      "evidence",
      "quantities",
      "quotations",
      "citations",
      "conflicts",
      "conflict_members",
      "retired_ids",
      "passages",
      "All fields",
      "All codes",
    ]
  `);

  const database = (await readWithPython("sqlite", files.get("mill-fire.sqlite") ?? "")) as {
    broken_references: unknown;
    tables: Record<string, unknown[][]>;
  };
  expect(database.broken_references).toEqual([]);
  expect(Object.keys(database.tables).filter((name) => !name.startsWith("codelist_"))).toEqual([
    "sourcebook_release",
    "sourcebook_fields",
    ...tables,
    ...views,
  ]);
  expect(database.tables.sourcebook_release).toEqual([
    ["created", "2026-11-23T09:30:00Z"],
    ["homepage", "https://example.org/mill-fire"],
    ["licence", "CC-BY-4.0"],
    ["name", "mill-fire"],
    ["schema_version", dataset.model.version],
    ["title", "The Sedge mill fire"],
    ["version", "1.2.0"],
  ]);
});

test("the database refuses what its keys, references and codelists forbid", async () => {
  const { files } = await plannedRelease(millFire({ exports: ["csv", "sqlite"] }));
  await withFile("mill.sqlite", files.get("mill-fire.sqlite") ?? "", (path) => {
    const script = `
import sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("PRAGMA foreign_keys = ON")
for statement in sys.argv[2:]:
    try:
        with database:
            database.execute(statement)
        print("accepted")
    except sqlite3.Error as error:
        print(error)
`;
    const statements = [
      "UPDATE claims SET source_id = 'nowhere' WHERE id = 'pamphlet.toll'",
      "UPDATE claims SET modality = 'certain' WHERE id = 'pamphlet.toll'",
      "UPDATE claims SET id = 'pamphlet.reed' WHERE id = 'pamphlet.toll'",
      "UPDATE claims SET polarity = NULL",
      "UPDATE quantities SET value = 'many'",
      "UPDATE sources SET authors = 'not a list'",
      "DELETE FROM claims WHERE id = 'pamphlet.toll'",
      "UPDATE claims SET note = 'x' WHERE id = 'pamphlet.toll'",
    ];
    const words = ["-c", script, path, ...statements];
    const answers = execFileSync("python3", words, { encoding: "utf8" });
    expect(answers.trim().split("\n")).toEqual([
      "FOREIGN KEY constraint failed",
      "FOREIGN KEY constraint failed",
      "UNIQUE constraint failed: claims.id",
      "NOT NULL constraint failed: claims.polarity",
      "cannot store TEXT value in REAL column quantities.value",
      "malformed JSON",
      "FOREIGN KEY constraint failed",
      "accepted",
    ]);
  });
});

test("DuckDB finds the same rows in CSV, JSON, JSON Lines and Parquet", async () => {
  const { files } = await plannedRelease(millFire({ exports: everything }));
  const read = async (path: string, source: string) => {
    const rows = await readWithDuckDb(
      path.replace("/", "-"),
      files.get(path) ?? "",
      `SELECT claim_id, expression, value, minimum, maximum, qualifier, place_id FROM ${source} ORDER BY claim_id`,
    );
    return rows;
  };
  const expected = [
    {
      claim_id: "gazette-1921.toll",
      expression: "twelve",
      value: 12,
      minimum: 12,
      maximum: 12,
      qualifier: "exact",
      place_id: null,
    },
    {
      claim_id: "pamphlet.toll",
      expression: "more than 1,300",
      value: 1300,
      minimum: 1300,
      maximum: null,
      qualifier: "at_least",
      place_id: "sedge-mill",
    },
  ];
  expect(await read("data/quantities.csv", "read_csv('{path}')")).toEqual(expected);
  expect(await read("json/quantities.json", "read_json('{path}')")).toEqual(expected);
  expect(await read("jsonl/quantities.jsonl", "read_json('{path}')")).toEqual(expected);
  expect(await read("parquet/quantities.parquet", "read_parquet('{path}')")).toEqual(expected);
});

test("the zone and the time of day leave no trace in any file", async () => {
  const dataset = millFire({ exports: everything });
  const sumsIn = async (name: string): Promise<string> => {
    process.env.TZ = name;
    return (await plannedRelease(dataset)).text("SHA256SUMS");
  };
  const here = await sumsIn("UTC");
  expect(await sumsIn("Pacific/Kiritimati")).toBe(here);
  expect(await sumsIn("America/St_Johns")).toBe(here);
});

test("entries of the workbook are dated 1980, and unzip finds them sound", async () => {
  const { files } = await plannedRelease(millFire({ exports: ["csv", "xlsx"] }));
  const listed = await withFile("book.xlsx", files.get("mill-fire.xlsx") ?? "", (path) =>
    execFileSync(
      "python3",
      [
        "-c",
        "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nprint(z.testzip(), {i.date_time for i in z.infolist()})",
        path,
      ],
      { encoding: "utf8" },
    ),
  );
  expect(listed.trim()).toBe("None {(1980, 1, 1, 0, 0, 0)}");
});

test("a cell that is too long for a sheet is cut, says so, and the first sheet counts it", async () => {
  const long = "x".repeat(32_767) + "👩".repeat(10);
  const table = tableOf(
    definitionOf("notes", [fieldOf("id", "string"), fieldOf("note", "string")]),
    [
      { id: "a", note: long },
      { id: "b", note: "x".repeat(32_767) },
    ],
  );
  const { files } = await plannedRelease(datasetOf([table], { exports: ["csv", "xlsx"] }));
  const { sheets } = (await readWithPython("xlsx", files.get("plain.xlsx") ?? "")) as {
    sheets: { rows: string[][] }[];
  };
  const mark = " … [cut: 32787 characters; whole in data/notes.csv]";
  expect(sheets[1]?.rows.slice(1)).toEqual([
    ["a", "x".repeat(32_767 - mark.length) + mark],
    ["b", "x".repeat(32_767)],
  ]);
  expect(sheets[0]?.rows.map((row) => row[0])).toContain(
    "One cell is longer than a sheet can hold; it says at its end where it stands whole.",
  );
});

test("a cut never leaves half a character", () => {
  const { text } = fitText("👩".repeat(40_000), "data/a.csv");
  expect(text.length).toBeLessThanOrEqual(32_767);
  expect(text).not.toMatch(/\p{Surrogate}/u);
});

test("a table with more rows than a sheet is refused, not shortened", async () => {
  const table = tableOf(definitionOf("long", [fieldOf("id", "integer")]), [{ id: 1 }, { id: 2 }]);
  const writeAfter = async (rows: number) => {
    const count = { rows, cut: 0 };
    for await (const _ of tableSheet(table, { wrap: false }, "data/long.csv", count));
    return count.rows;
  };
  expect(await writeAfter(rowLimit - 2)).toBe(rowLimit);
  await expect(writeAfter(rowLimit - 1)).rejects.toMatchObject({
    code: "USAGE",
    what: "The table long has more rows than a sheet of a workbook can hold (1048575)",
  });
});

test("names of sheets are short, distinct whatever their case, and never a reserved one", () => {
  expect(
    sheetNames(["About", "about", "history", "a".repeat(40), "a".repeat(40), "x[1]:*?/\\'"]),
  ).toEqual(["About", "about~2", "history_", "a".repeat(31), `${"a".repeat(29)}~2`, "x_1_______"]);
});

test("columns are named as spreadsheets name them", () => {
  expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(columnName)).toEqual([
    "A",
    "Z",
    "AA",
    "AZ",
    "BA",
    "ZZ",
    "AAA",
    "XFD",
  ]);
});

test("the database holds texts of any length, one after the other", async () => {
  // Some need more memory than SQLite has at first, and the next ones lie where it was moved to.
  const texts = [1, 21_846, 3, 3_000_000, 2, 6_000_000, 65_537, 1].map((length, index) =>
    `é${index}\u{1f701}`.padEnd(length, "aé\0"),
  );
  const rows = texts.map((text, index) => ({ id: index, text, ...(index > 3 && { other: text }) }));
  const fields = [fieldOf("id", "integer"), fieldOf("text", "string"), fieldOf("other", "string")];
  const table = tableOf(definitionOf("texts", fields), rows);
  const { files } = await plannedRelease(datasetOf([table], { exports: ["csv", "sqlite"] }));
  const { integrity, tables } = (await readWithPython(
    "sqlite",
    files.get("plain.sqlite") ?? "",
  )) as { integrity: unknown; tables: Record<string, unknown[][]> };
  expect(integrity).toEqual([["ok"]]);
  const expected = rows.map(({ id, text, other = null }) => [id, text, other]);
  expect(JSON.stringify(tables.texts) === JSON.stringify(expected)).toBe(true);
});

test("two tables that would be one in the database are refused", async () => {
  const named = (name: string) => tableOf(definitionOf(name, [fieldOf("id", "string")]), []);
  const dataset: Dataset = datasetOf([named("sourcebook_fields")], { exports: ["csv", "sqlite"] });
  await expect(plannedRelease(dataset)).rejects.toMatchObject({
    code: "USAGE",
    what: "A database cannot hold two tables named sourcebook_fields",
  });
});
