import { crc32, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import writeExcel from "write-excel-file/node";
import { readXlsx } from "../../src/tables/read-xlsx.ts";
import { formatSerial, isDateFormat } from "../../src/tables/xlsx/serial-date.ts";
import { inputOf, readAll } from "./read-all.ts";

const read = (content: Uint8Array, sheet?: string) =>
  readAll(readXlsx(inputOf(content, { path: "a.xlsx" }), sheet === undefined ? {} : { sheet }));

interface Part {
  readonly name: string;
  readonly content: string | Buffer;
  /** What the directory claims, where that differs. */
  readonly claims?: { size?: number; crc?: number; flags?: number; method?: number };
}

/** A zip archive by hand, so that it can lie. */
function zip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims = {} } of parts) {
    const data = Buffer.from(content as string);
    const packed = deflateRawSync(data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(claims.flags ?? 0, 2);
    common.writeUInt16LE(claims.method ?? 8, 4);
    common.writeUInt32LE(claims.crc ?? crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims.size ?? data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
    const entry = Buffer.alloc(46);
    entry.write("PK\x01\x02");
    common.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    locals.push(local);
    entries.push(Buffer.concat([entry, Buffer.from(name)]));
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const workbook = '<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>';
const relations =
  '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>';
const styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';

const partsOf = (rows: string, more: readonly Part[] = []): readonly Part[] => [
  { name: "xl/workbook.xml", content: workbook },
  { name: "xl/_rels/workbook.xml.rels", content: relations },
  { name: "xl/styles.xml", content: styles },
  {
    name: "xl/worksheets/sheet1.xml",
    content: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  },
  ...more,
];

const text = (ref: string, words: string) =>
  `<c r="${ref}" t="inlineStr"><is><t>${words}</t></is></c>`;
const head = `<row r="1">${text("A1", "id")}${text("B1", "value")}</row>`;

test("cells are read as they are stored", async () => {
  const rows = `${head}<row r="2">${text("A2", " a&amp;&#x1F600;_x000D__x005F_x0041_ ")}<c r="B2"><v>0.1000000000000000055</v></c></row>
    <row r="3">${text("A3", "b")}<c r="B3" t="b"><v>1</v></c></row><row r="4">${text("A4", "c")}<c r="B4" s="1"><v>43831</v></c></row>
    <row r="5">${text("A5", "d")}<c r="B5"><v>1E+21</v></c></row><row r="6">${text("A6", "e")}<c r="B6" t="d"><v>2020-01-01T00:00:00</v></c></row>`;
  expect(await read(zip(partsOf(rows)))).toMatchObject({
    header: ["id", "value"],
    rows: [
      [" a&😀\r_x0041_ ", { number: "0.1000000000000000055" }],
      ["b", true],
      ["c", "2020-01-01"],
      ["d", { number: "1e21" }],
      ["e", "2020-01-01"],
    ],
    faults: [],
  });
});

test("a line end is a line feed, as in all XML, unless a return is spelt out", async () => {
  const rows = `${head}<row r="2">${text("A2", "a\r\nb\rc")}${text("B2", "a&#13;\n<![CDATA[\r\n]]>")}</row>`;
  expect((await read(zip(partsOf(rows)))).rows).toEqual([["a\nb\nc", "a\r\n\n"]]);
});

test("cells and rows need not say where they are", async () => {
  const cell = (words: string) =>
    `<c t="inlineStr"><is><r><t>${words}</t></r><rPh><t>no</t></rPh></is></c>`;
  const rows = `<row>${cell("id")}${cell("value")}</row><row>${cell("a")}${cell("b")}</row>`;
  expect(await read(zip(partsOf(rows)))).toMatchObject({
    header: ["id", "value"],
    rows: [["a", "b"]],
    faults: [],
  });
});

describe("faults are placed by row and column of the sheet", () => {
  test.each([
    [
      "blank rows inside",
      `${head}<row r="2">${text("A2", "a")}</row><row r="5">${text("A5", "b")}</row>`,
      ["row-blank 3:1"],
    ],
    ["a blank first row", `<row r="2">${text("A2", "id")}</row>`, ["header-missing 1:1"]],
    ["an empty sheet", "", ["header-missing 1:1"]],
    [
      "a cell beside the table",
      `${head}<row r="2">${text("A2", "a")}${text("D2", "x")}</row>`,
      ["row-long 2:4"],
    ],
    [
      "an error",
      `${head}<row r="2">${text("A2", "a")}<c r="B2" t="e"><v>#N/A</v></c></row>`,
      ["cell-error 2:2"],
    ],
    [
      "formulas",
      `${head}<row r="2"><c r="A2" t="str"><f>x</f><v>a</v></c></row><row r="3"><c r="A3" t="str"><f>x</f><v>b</v></c></row>`,
      ["cell-formula 2:1"],
    ],
    [
      "a formula without a value",
      `${head}<row r="2"><c r="A2"><f>x</f></c></row>`,
      ["cell-formula 2:1"],
    ],
    [
      "a day that never was",
      `${head}<row r="2">${text("A2", "a")}<c r="B2" s="1"><v>60</v></c></row>`,
      ["cell-format 2:2"],
    ],
    [
      "a text that is not there",
      `${head}<row r="2"><c r="A2" t="s"><v>7</v></c></row>`,
      ["file-invalid 2:1"],
    ],
    [
      "a number that is none",
      `${head}<row r="2"><c r="A2"><v>1x</v></c></row>`,
      ["file-invalid 2:1"],
    ],
    [
      "a control character",
      `${head}<row r="2">${text("A2", "_x0001_")}</row>`,
      ["control-character 2:1"],
    ],
    ["half a pair", `${head}<row r="2">${text("A2", "_xD83D_")}</row>`, ["lone-surrogate 2:1"]],
    [
      "a name twice",
      `<row r="1">${text("A1", "id")}${text("B1", "id")}</row>`,
      ["header-duplicate 1:2"],
    ],
  ])("%s", async (_, rows, faults) => {
    expect((await read(zip(partsOf(rows)))).faults).toEqual(faults);
  });
});

describe("archives that lie or are damaged are refused", () => {
  const good = partsOf(head);
  const sheet = good[3] as Part;
  const withSheet = (part: Partial<Part>) => [...good.slice(0, 3), { ...sheet, ...part }];
  test.each([
    ["no zip", Buffer.from("id,name\n")],
    ["nothing", Buffer.alloc(0)],
    ["cut off", zip(good).subarray(0, 400)],
    ["no workbook", zip([sheet])],
    ["a wrong checksum", zip(withSheet({ claims: { crc: 1 } }))],
    ["a size too small", zip(withSheet({ claims: { size: 10 } }))],
    ["a size too large", zip(withSheet({ claims: { size: 1e6 } }))],
    ["a size beyond any bound", zip(withSheet({ claims: { size: 2 ** 32 - 1 } }))],
    ["encrypted", zip(withSheet({ claims: { flags: 1 } }))],
    ["an unknown method", zip(withSheet({ claims: { method: 12 } }))],
    ["a part twice", zip([...good, sheet])],
    ["a bomb", zip(withSheet({ content: Buffer.alloc(100 * 1024 * 1024, 0x20) }))],
    ["no XML", zip(withSheet({ content: "<worksheet><sheetData><row>" }))],
    [
      "an entity of its own",
      zip(withSheet({ content: '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>' })),
    ],
    ["an unknown entity", zip(partsOf(`<row r="1">${text("A1", "&nbsp;")}</row>`))],
  ])("%s", async (_, content) => {
    const { faults, rows } = await read(content);
    expect([faults, rows]).toEqual([["file-invalid"], []]);
  });

  test("whatever byte of a file is changed, it is read as it was or refused", async () => {
    const content = zip(
      partsOf(`${head}<row r="2">${text("A2", "a")}<c r="B2"><v>12345</v></c></row>`),
    );
    const whole = await read(content);
    for (let at = 0; at < content.length; at += 1) {
      const changed = Buffer.from(content);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const result = await read(changed);
      if (result.faults.length === 0) expect(result).toEqual(whole);
    }
  });
});

test("what write-excel-file writes is read back cell for cell", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.string({
            unit: fc.constantFrom("a", "é", "😀", "<", "&", '"', " ", "\n", "=", "'"),
            minLength: 1,
            maxLength: 6,
          }),
          fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
          fc.boolean(),
          fc.date({
            min: new Date("1901-01-01"),
            max: new Date("2099-12-31"),
            noInvalidDate: true,
          }),
        ),
        { minLength: 1, maxLength: 8 },
      ),
      async (rows) => {
        const data = [
          ["text", "number", "flag", "day"].map((value) => ({ value, type: String })),
          ...rows.map(([words, number, flag, date]) => [
            { value: words, type: String },
            { value: number + 0, type: Number },
            { value: flag, type: Boolean },
            { value: new Date(date.toISOString().slice(0, 10)), type: Date, format: "yyyy-mm-dd" },
          ]),
        ];
        const content = await (writeExcel as (data: unknown) => { toBuffer(): Promise<Buffer> })(
          data,
        ).toBuffer();
        const whole = await read(content);
        expect(whole.faults).toEqual([]);
        expect(
          whole.rows.map((row) =>
            row?.map((cell) =>
              typeof cell === "object" && cell !== null && "number" in cell
                ? Number(cell.number)
                : cell,
            ),
          ),
        ).toEqual(
          rows.map(([words, number, flag, date]) => [
            words,
            number + 0,
            flag,
            date.toISOString().slice(0, 10),
          ]),
        );
      },
    ),
    { numRuns: 40 },
  ));

describe("serial numbers", () => {
  test.each([
    [1, false, "1900-01-01"],
    [59, false, "1900-02-28"],
    [60, false, undefined],
    [61, false, "1900-03-01"],
    [43831, false, "2020-01-01"],
    [43831.5, false, "2020-01-01T12:00:00"],
    [43830.999999999, false, "2020-01-01"],
    [0.25, false, "06:00:00"],
    [0, false, undefined],
    [-1, false, undefined],
    [0, true, "1904-01-01"],
    [42369, true, "2020-01-01"],
    [2958465, false, "9999-12-31"],
    [2958466, false, undefined],
  ])("%d (from 1904: %s) is %s", (serial, is1904, date) => {
    expect(formatSerial(serial, is1904)).toBe(date);
  });

  test.each([
    [14, undefined, true],
    [0, undefined, false],
    [2, undefined, false],
    [164, "yyyy-mm-dd", true],
    [164, "[$-409]d mmm yyyy;@", true],
    [164, "[h]:mm", true],
    [164, "General", false],
    [164, '0.00" days"', false],
    [164, "[Red]0.00", false],
    [164, "#,##0\\ \\d", false],
    [164, "0.00E+00", false],
  ])("format %d %s shows dates: %s", (id, code, isDate) => {
    expect(isDateFormat(id, code)).toBe(isDate);
  });
});
