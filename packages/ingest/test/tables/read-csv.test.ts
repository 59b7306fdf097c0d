import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import iconv from "iconv-lite";
import papaparse from "papaparse";
import { describe, expect, test } from "vitest";
import { type CsvOptions, readCsv } from "../../src/tables/read-csv.ts";
import { inputOf, readAll } from "./read-all.ts";

const read = (content: string | Uint8Array, options?: CsvOptions, chunkSize?: number) =>
  readAll(readCsv(inputOf(content, chunkSize ? { chunkSize } : {}), options));

const rowsOf = async (content: string, options?: CsvOptions) => (await read(content, options)).rows;
const faultsOf = async (content: string | Uint8Array, options?: CsvOptions) =>
  (await read(content, options)).faults;

describe("well-formed files", () => {
  test("cells are text, exactly as written", async () => {
    expect(await read('id,note\n007, a \n"1,0","say ""yes""\r\nno"\n')).toEqual({
      header: ["id", "note"],
      rows: [
        ["007", " a "],
        ["1,0", 'say "yes"\r\nno'],
      ],
      faults: [],
      originals: ["007, a ", '"1,0","say ""yes""\r\nno"'],
    });
  });

  test.each([
    ["LF", "a,b\n1,2\n3,4\n"],
    ["CRLF", "a,b\r\n1,2\r\n3,4\r\n"],
    ["CR", "a,b\r1,2\r3,4\r"],
    ["no last line end", "a,b\n1,2\n3,4"],
    ["LF and CRLF", "a,b\n1,2\r\n3,4\n"],
    ["a byte order mark", "\ufeffa,b\n1,2\n3,4\n"],
  ])("%s", async (_, content) => {
    expect(await read(content)).toMatchObject({
      header: ["a", "b"],
      rows: [
        ["1", "2"],
        ["3", "4"],
      ],
      faults: [],
    });
  });

  test("a last cell may be empty, with and without a line end", async () => {
    expect(await rowsOf("a,b\n1,")).toEqual([["1", ""]]);
    expect(await rowsOf("a,b\n1,\n")).toEqual([["1", ""]]);
    expect(await rowsOf('a,b\n1,""')).toEqual([["1", ""]]);
  });

  test.each([";", "\t", "|", " ", ":"])("delimiter %j", async (delimiter) => {
    const content = `a${delimiter}b\n1,2${delimiter}"3${delimiter}4"\n`;
    expect(await rowsOf(content, { delimiter })).toEqual([["1,2", `3${delimiter}4`]]);
  });

  test.each(['"', "", ",,", "\n", "é", "\0"])("%j cannot be the delimiter", async (delimiter) => {
    expect(await faultsOf("a,b\n", { delimiter })).toEqual(["mapping-invalid"]);
  });

  test("other encodings", async () => {
    const text = "name,Größe\r\n“é”,1\n";
    const expected = { header: ["name", "Größe"], rows: [["“é”", "1"]], faults: [] };
    for (const [bytes, encoding] of [
      [Buffer.from(`\ufeff${text}`, "utf16le"), undefined],
      [Buffer.from(text, "utf16le"), undefined],
      [Buffer.from(text, "utf16le").swap16(), undefined],
      [iconv.encode(text, "windows-1252"), "windows-1252"],
    ] as const) {
      const options = encoding === undefined ? {} : { encoding };
      for (const chunkSize of [1, 7, 65_536]) {
        expect(await read(bytes, options, chunkSize)).toMatchObject(expected);
      }
    }
  });
});

describe("faults are all found, each in its place", () => {
  test.each([
    ["stray quote in a plain cell", 'a,b\n1,5" pipe\n2,x\n', ["quote-stray 2:4"]],
    ["stray quotes in a quoted cell", 'a,b\n1,"say "yes" now"\n2,x\n', ["quote-stray 2:8"]],
    ["text behind a quoted cell", 'a,b\n"1"x,2\n', ["quote-stray 2:3"]],
    ["unclosed quote", 'a,b\n1,"open\n2,x\n3\n', ["quote-unclosed 2:3", "row-short 4:2"]],
    [
      "unclosed quote in a row of two lines",
      'a,b,c\n"1\n1",x,"open\n2,x,y\n',
      ["quote-unclosed 3:6"],
    ],
    ["unclosed quote in the last line", 'a,b\n1,"open', ["quote-unclosed 2:3"]],
    ["short row", "a,b,c\n1,2\n1,2,3\n", ["row-short 2:4"]],
    ["long row", "a,b\n1,2,3,4\n1,2\n", ["row-long 2:5"]],
    ["blank lines", "a,b\n1,2\n\n3,4\n\n", ["row-blank 3:1", "row-blank 5:1"]],
    ["row of blank cells", "a,b\n,\n", ["row-blank 2:1"]],
    ["CR in a file of LF", "a,b\n1,x\ry\n2,z\n", ["line-end-stray 2:4"]],
    ["LF in a file of CR", "a,b\r1,x\ny\r2,z\r", ["line-end-stray 2:4"]],
    ["NUL", "a,b\n1,x\0\n", ["control-character 2:3"]],
    ["escape sequence", 'a,b\n1,"\x1b[31m"\n', ["control-character 2:3"]],
    ["U+FFFD", "a,b\n1,caf\ufffd\n", ["replacement-character 2:3"]],
    ["nothing at all", "", ["header-missing 1:1"]],
    ["only a mark", "\ufeff", ["header-missing 1:1"]],
    ["blank first line", "\na,b\n1,2\n", ["header-missing 1:1"]],
    ["blank name", "a,,b\n1,2,3\n", ["header-blank 1:3"]],
    ["same name twice", "a,b,a\n1,2,3\n", ["header-duplicate 1:5"]],
    [
      "padded names",
      "a, b,\u200bc,\ufeffd\n1,2,3,4\n",
      ["header-padded 1:3", "header-padded 1:6", "header-padded 1:9"],
    ],
    ["second mark", "\ufeff\ufeffa,b\n1,2\n", ["header-padded 1:1"]],
    ["a quote in the header", 'a,b"\n1,2\n', ["quote-stray 1:4"]],
    [
      "several in one file",
      'a,b\n"1\n1",5"\n1\n1,2,3\n',
      ["quote-stray 3:5", "row-short 4:2", "row-long 5:5"],
    ],
  ])("%s", async (_, content, faults) => {
    for (const chunkSize of [1, 3, 65_536]) {
      for (const blockSize of [1, 65_536]) {
        expect((await read(content, { blockSize }, chunkSize)).faults).toEqual(faults);
      }
    }
  });

  test("lines are counted behind cells of several lines, whatever their line ends", async () => {
    const content = 'a,b\r\n"1\r\n1\r\n1",x\r\n"2\n2",é"\r\n';
    expect(await faultsOf(content)).toEqual(["quote-stray 6:5"]);
  });

  test("columns count characters, not bytes or UTF-16 units", async () => {
    expect(await faultsOf('a,b\nش😀é,5"\n')).toEqual(["quote-stray 2:6"]);
  });

  test("bytes that are no UTF-8 are faults of their row alone", async () => {
    const bytes = Buffer.concat([
      Buffer.from("a,b\n1,é"),
      Buffer.from([0xe9]),
      Buffer.from("\n2,x\n"),
    ]);
    const whole = await read(bytes);
    expect(whole.faults).toEqual(["encoding-invalid 2:4"]);
    expect(whole.rows).toEqual([undefined, ["2", "x"]]);
  });

  test("a lone surrogate in UTF-16 is named as such; half a unit is an invalid byte", async () => {
    const lone = Buffer.from("\ufeffa,b\n1,x\ud800\n", "utf16le");
    expect(await faultsOf(lone)).toEqual(["lone-surrogate 2:4"]);
    expect(
      await faultsOf(
        Buffer.concat([Buffer.from("\ufeffa,b\n1,x", "utf16le"), Buffer.from([0x41])]),
      ),
    ).toEqual(["encoding-invalid 2:4"]);
    expect(
      await faultsOf(Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0x81]), {
        encoding: "windows-1252",
      }),
    ).toEqual(["encoding-invalid 2:3"]);
  });

  test("nothing is lost: originals hold every byte between the line ends", async () => {
    const content = 'a,b\n1,5" x\n\n"2\n2",y\n3\n4,"open\n5,z\n';
    const { originals } = await read(content);
    expect(originals).toEqual(['1,5" x', "", '"2\n2",y', "3", '4,"open', "5,z"]);
  });
});

describe("what is larger than any row", () => {
  const lines = Buffer.from("b,1,long enough\n".repeat(1_500_000));

  test("a quote that is open for that long is taken for unclosed, and the lines below are read", async () => {
    let rows = 0;
    const faults: string[] = [];
    const content = Buffer.concat([Buffer.from('id,n,note\na,"x\n'), lines]);
    for await (const batch of readCsv(inputOf(content, { chunkSize: 1 << 20 }))) {
      rows += batch.rows.length;
      for (const found of batch.rowFaults.values()) {
        for (const { code, line, column } of found) faults.push(`${code} ${line}:${column}`);
      }
    }
    expect([rows, faults]).toEqual([1_500_001, ["quote-unclosed 2:3"]]);
  });

  test("a line of that length ends the reading", async () => {
    const content = Buffer.concat([Buffer.from("id,n\na,1\n"), Buffer.alloc(36_000_000, 0x61)]);
    const { rows, faults } = await readAll(readCsv(inputOf(content, { chunkSize: 1 << 20 })));
    expect([rows, faults]).toEqual([[["a", "1"]], ["row-too-large 3:1"]]);
  });
});

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
    "\r\n",
    "\t",
    " ",
    "=",
    "0",
    "\u200b",
    "\u2028",
    "'",
  ),
  maxLength: 8,
});
const width = 3;
const header = ["x", "y", "z"];
const hostileRows = fc.array(fc.tuple(fc.constant("k"), hostile, hostile), { maxLength: 12 });
const chunking = fc.record({
  chunkSize: fc.integer({ min: 1, max: 40 }),
  blockSize: fc.integer({ min: 1, max: 60 }),
});

describe("what other programs write is read back cell for cell", () => {
  test("csv-stringify", () =>
    fc.assert(
      fc.asyncProperty(
        hostileRows,
        chunking,
        fc.constantFrom("\n", "\r\n"),
        fc.constantFrom(",", ";", "\t"),
        async (rows, { chunkSize, blockSize }, eol, delimiter) => {
          // csv-stringify leaves a bare CR unquoted, which no reader can tell from a line end.
          const content = stringify([header, ...rows], {
            delimiter,
            record_delimiter: eol,
            quoted_match: /[\r\n]/,
          });
          const whole = await read(content, { delimiter, blockSize }, chunkSize);
          expect(whole).toMatchObject({ header, rows, faults: [] });
        },
      ),
    ));

  test("papaparse, all quoted, CR as line end too", () =>
    fc.assert(
      fc.asyncProperty(
        hostileRows,
        chunking,
        fc.constantFrom("\n", "\r\n", "\r"),
        async (rows, { chunkSize, blockSize }, newline) => {
          const content = papaparse.unparse([header, ...rows], { newline, quotes: true });
          const whole = await read(content, { blockSize }, chunkSize);
          expect(whole).toMatchObject({ header, rows, faults: [] });
        },
      ),
    ));
});

test("one defect planted in a random place is the only fault, in just that place", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.array(fc.stringMatching(/^[a-zé😀 ]{1,5}$/u), { minLength: width, maxLength: width }),
        { minLength: 1, maxLength: 20 },
      ),
      fc.nat(),
      fc.nat(width - 1),
      fc.constantFrom(
        "quote-stray",
        "row-short",
        "row-long",
        "row-blank",
        "control-character",
        "quote-unclosed",
      ),
      chunking,
      async (rows, pick, column, defect, { chunkSize, blockSize }) => {
        const target = pick % rows.length;
        const quoted = rows.map((cells, index) =>
          cells.map((cell) => (index % 3 === 0 ? `"${cell}\r\n"` : cell)),
        );
        let line = 2;
        const lines = quoted.map((cells, index) => {
          const isTarget = index === target;
          const text = cells.join(",");
          const at = line;
          line += text.split("\n").length;
          if (!isTarget) return { text, place: "" };
          const plain = rows[index] ?? [];
          const before = Array.from(
            plain
              .slice(0, column)
              .map((cell) => `${cell},`)
              .join(""),
          ).length;
          line = at + 1;
          if (defect === "row-blank") return { text: "", place: `${at}:1` };
          if (defect === "row-short")
            return {
              text: plain.slice(1).join(","),
              place: `${at}:${Array.from(plain.slice(1).join(",")).length + 1}`,
            };
          if (defect === "row-long")
            return {
              text: `${plain.join(",")},x`,
              place: `${at}:${Array.from(plain.join(",")).length + 2}`,
            };
          const bad =
            { "quote-stray": 'x"', "control-character": "\x07", "quote-unclosed": '"x' }[
              defect as string
            ] ?? "";
          const cells2 = plain.map((cell, cellIndex) => (cellIndex === column ? bad : cell));
          return {
            text: cells2.join(","),
            place: `${at}:${before + (defect === "quote-stray" ? 2 : 1)}`,
          };
        });
        // A quote that is never closed would be closed by the next one: only plain rows follow it.
        const planted =
          defect === "quote-unclosed"
            ? lines.map((l, index) =>
                index > target ? { text: (rows[index] ?? []).join(","), place: "" } : l,
              )
            : lines;
        const content = `${header.join(",")}\n${planted.map(({ text }) => text).join("\n")}\n`;
        const place = planted.find(({ place }) => place !== "")?.place;
        expect((await read(content, { blockSize }, chunkSize)).faults).toEqual([
          `${defect} ${place}`,
        ]);
      },
    ),
    { numRuns: 300 },
  ));

test("any bytes end without an exception, and how they are cut changes nothing", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(0x22, 0x0a, 0x0d, 0x2c, 0x61, 0xc3, 0xa9, 0x00, 0xff, 0x20), {
        maxLength: 60,
      }),
      chunking,
      async (bytes, { chunkSize, blockSize }) => {
        const content = Uint8Array.from([0x61, 0x2c, 0x62, 0x0a, ...bytes]);
        const whole = await read(content);
        expect(await read(content, { blockSize }, chunkSize)).toEqual(whole);
      },
    ),
    { numRuns: 500 },
  ));

const spectrum = new URL("../../../../../shared/suites/csv-spectrum/", import.meta.url);
const isThere = existsSync(spectrum);

describe.skipIf(!isThere)("csv-spectrum (skipped when ../shared/suites is absent)", async () => {
  const names = isThere ? await readdir(new URL("csvs/", spectrum)) : [];
  const objectsOf = async (name: string) => {
    const { header, rows, faults } = await read(await readFile(new URL(`csvs/${name}`, spectrum)));
    const objects = rows.map((row) =>
      Object.fromEntries((row ?? []).map((cell, index) => [header[index], cell])),
    );
    return { objects, faults };
  };
  test("all its cases are here", () => expect(names).toHaveLength(12));

  // Its bare quotation marks are no CSV by RFC 4180, and its JSON has another phone number than its CSV.
  const contradicted = "location_coordinates.csv";

  test.each(names.filter((name) => name !== contradicted))("%s", async (name) => {
    const json = await readFile(new URL(`json/${name.replace(".csv", ".json")}`, spectrum), "utf8");
    expect(await objectsOf(name)).toEqual({ objects: JSON.parse(json), faults: [] });
  });

  test(`${contradicted} gives its cells as they stand, with its faults`, async () => {
    expect(await objectsOf(contradicted)).toEqual({
      objects: [
        {
          "Contact Phone Number": "2095257564",
          "Location Coordinates": "37\ufffd36'37.8\"N 121\ufffd2'17.9\"W",
          Cities: "Modesto",
          Counties: "Stanislaus",
        },
      ],
      faults: ["quote-stray 2:22", "replacement-character 2:12"],
    });
  });
});
