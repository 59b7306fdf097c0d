import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "csv-stringify/sync";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RawBatch, RawCell } from "../../src/tables/raw-table.ts";
import { readCsv } from "../../src/tables/read-csv.ts";
import { readJson } from "../../src/tables/read-json.ts";
import { readParquet } from "../../src/tables/read-parquet.ts";
import { readXlsx } from "../../src/tables/read-xlsx.ts";
import { hasOpenpyxl, python } from "./python.ts";
import { inputOf } from "./read-all.ts";

const file = new URL("../../../../../shared/suites/blns/blns.json", import.meta.url);
const isThere = existsSync(file);
const strings = isThere ? (JSON.parse(readFileSync(file, "utf8")) as string[]) : [];

/** The texts of the second column, with the codes of what is said of each. */
async function read(batches: AsyncIterable<RawBatch>) {
  const cells: { cell: RawCell; codes: readonly string[] }[] = [];
  for await (const { header, rows, rowFaults, fileFaults } of batches) {
    expect([header, fileFaults]).toEqual([["id", "text"], []]);
    for (const [index, row] of rows.entries()) {
      cells.push({ cell: row?.[1], codes: (rowFaults.get(index) ?? []).map(({ code }) => code) });
    }
  }
  return cells;
}

/** A text comes back as it is; one with characters that no text should hold is pointed out, too. */
const cellOf = (text: string) => ({
  cell: text,
  codes: /(?![\t\n\r])\p{Cc}/u.test(text)
    ? ["control-character"]
    : /\p{Surrogate}/u.test(text)
      ? ["lone-surrogate"]
      : text.includes("\ufffd")
        ? ["replacement-character"]
        : [],
});
const expected = strings.map(cellOf);
const rows = strings.map((text, index) => ({ id: String(index), text }));

describe.skipIf(!isThere)(
  "the big list of naughty strings (skipped when ../shared/suites is absent)",
  () => {
    test("is all here", () => {
      expect(strings).toHaveLength(515);
      expect(expected.filter(({ codes }) => codes.length > 0).length).toBeLessThan(10);
    });

    test.each([",", ";", "\t"])("survives CSV with %j", async (delimiter) => {
      const content = stringify(rows, { header: true, delimiter, quoted_match: /[\r\n]/ });
      expect(await read(readCsv(inputOf(content), { delimiter }))).toEqual(expected);
    });

    test("survives UTF-16", async () => {
      const content = stringify(rows, { header: true, bom: true, quoted_match: /[\r\n]/ });
      expect(await read(readCsv(inputOf(Buffer.from(content, "utf16le"))))).toEqual(expected);
    });

    test("survives JSON and JSON Lines", async () => {
      expect(await read(readJson(inputOf(JSON.stringify(rows))))).toEqual(expected);
      const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
      expect(await read(readJson(inputOf(lines), { isLines: true }))).toEqual(expected);
    });

    test("survives Parquet", async () => {
      const content = parquetWriteBuffer({
        columnData: [
          { name: "id", data: rows.map(({ id }) => id), type: "STRING" },
          { name: "text", data: strings, type: "STRING" },
        ],
      });
      expect(await read(readParquet(inputOf(new Uint8Array(content))))).toEqual(expected);
    });
  },
);

/** What a workbook has its own ways with, beside the list; `plain` is the cell where it is another text. */
const ofWorkbooks: readonly { text: string; plain?: string }[] = [
  // Spreadsheet programs read these so, whoever wrote them: the file says a letter.
  { text: "_x0041_", plain: "A" },
  { text: "_x005F_x0041_", plain: "_x0041_" },
  { text: "_x0041", plain: "_x0041" },
  { text: "x0041_ _xyz0_" },
  // XML reads every line end as a line feed.
  { text: "two\r\nlines\rthree", plain: "two\nlines\nthree" },
  { text: "two\nlines" },
  { text: "=1+1" },
  { text: "#DIV/0!" },
  { text: "007" },
  { text: "]]> <![CDATA[&amp;" },
  { text: "\t\u00a0x\n" },
  { text: "😀".repeat(10_000) },
  { text: "x".repeat(32_767) },
  { text: "x".repeat(32_768) },
  { text: "\0" },
  { text: "half of \ud83d" },
  { text: "\uffff" },
];
const all = [...strings, ...ofWorkbooks.map(({ text }) => text)];
const own = (at: number): number => strings.length + at;

describe.skipIf(!isThere || !hasOpenpyxl)(
  "the naughty strings in XLSX (skipped without ../shared/suites or python3-openpyxl)",
  () => {
    let folder = "";
    let refused: Record<"plain" | "escaped", readonly (readonly [number, string])[]>;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "naughty-"));
      const script = fileURLToPath(new URL("naughty-workbooks.py", import.meta.url));
      const input = JSON.stringify(all);
      const run = spawnSync(python ?? "", [script, folder], { input, encoding: "utf8" });
      expect([run.status, run.stderr]).toEqual([0, ""]);
      refused = JSON.parse(run.stdout);
    });
    afterAll(() => rm(folder, { recursive: true }));

    /** The cells that a workbook must give: none where the text was refused, or is empty. */
    const cellsOf = (texts: readonly string[], name: "plain" | "escaped") => {
      const without = new Set(refused[name].map(([index]) => index));
      return texts.map((text, index) =>
        text === "" || without.has(index) ? { cell: undefined, codes: [] } : cellOf(text),
      );
    };
    const readBook = async (name: string) =>
      read(readXlsx(inputOf(await readFile(join(folder, name)))));

    test("what openpyxl writes comes back cell for cell, and what it cannot write is told", async () => {
      expect(refused.plain).toEqual([
        [93, "openpyxl refuses a control character"],
        [95, "openpyxl refuses a control character"],
        [98, "XML has no such character"],
        [506, "openpyxl refuses a control character"],
        [507, "openpyxl refuses a control character"],
        [508, "openpyxl refuses a control character"],
        [own(13), "openpyxl cuts it off"],
        [own(14), "openpyxl refuses a control character"],
        [own(15), "XML has no such character"],
        [own(16), "XML has no such character"],
      ]);
      const meant = [...strings, ...ofWorkbooks.map(({ text, plain = text }) => plain)];
      expect(await readBook("plain.xlsx")).toEqual(cellsOf(meant, "plain"));
    });

    test("escaped as spreadsheet programs do it, all come back but the one that is too long", async () => {
      expect(refused.escaped).toEqual([[own(13), "openpyxl cuts it off"]]);
      expect(await readBook("escaped.xlsx")).toEqual(cellsOf(all, "escaped"));
    });
  },
);
