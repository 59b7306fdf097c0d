import { existsSync, readFileSync } from "node:fs";
import { stringify } from "csv-stringify/sync";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import type { RawBatch, RawCell } from "../../src/tables/raw-table.ts";
import { readCsv } from "../../src/tables/read-csv.ts";
import { readJson } from "../../src/tables/read-json.ts";
import { readParquet } from "../../src/tables/read-parquet.ts";
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

/** They come back as they are; those with characters that no text should hold are pointed out, too. */
const expected = strings.map((text) => ({
  cell: text,
  codes: /(?![\t\n\r])\p{Cc}/u.test(text)
    ? ["control-character"]
    : text.includes("\ufffd")
      ? ["replacement-character"]
      : [],
}));
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
