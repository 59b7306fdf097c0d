import { readdir, readFile } from "node:fs/promises";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { type DecodedText, type DecodeOptions, decodeText } from "../src/decode-text.ts";

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

const swapped = (text: string): Buffer => Buffer.from(text, "utf16le").swap16();

/** Issues as `code line:column`. */
const places = (decoded: DecodedText): string[] =>
  decoded.issues.map(({ code, line, column }) => `${code} ${line}:${column}`);

const decode = (input: Uint8Array, options?: DecodeOptions) => {
  const decoded = decodeText(input, options);
  return decoded.ok ? { text: decoded.text, encoding: decoded.encoding } : places(decoded);
};

describe("what the bytes say", () => {
  const text = "name,Größe\r\nشهر,“é”\n";

  test("UTF-8, with and without a mark", () => {
    expect(decode(bytes(text))).toEqual({ text, encoding: "utf-8" });
    expect(decode(bytes([0xef, 0xbb, 0xbf], text))).toEqual({ text, encoding: "utf-8" });
    expect(decode(bytes())).toEqual({ text: "", encoding: "utf-8" });
  });

  test("UTF-16 in either order, with and without a mark", () => {
    expect(decode(Buffer.from(`\ufeff${text}`, "utf16le"))).toEqual({ text, encoding: "utf-16le" });
    expect(decode(Buffer.from(text, "utf16le"))).toEqual({ text, encoding: "utf-16le" });
    expect(decode(swapped(`\ufeff${text}`))).toEqual({ text, encoding: "utf-16be" });
    expect(decode(swapped(text))).toEqual({ text, encoding: "utf-16be" });
    const persian = "کشتار زندانیان سیاسی در تابستان\n";
    expect(decode(Buffer.from(persian, "utf16le"))).toEqual({
      text: persian,
      encoding: "utf-16le",
    });
  });

  test("UTF-32 is refused", () => {
    const utf32 = Buffer.from(Array.from("ab,c\n").flatMap((c) => [c.charCodeAt(0), 0, 0, 0]));
    expect(decode(utf32)).toEqual(["encoding-unsupported 1:1"]);
    expect(decode(bytes([0xff, 0xfe, 0, 0], [0x61, 0, 0, 0]))).toEqual([
      "encoding-unsupported 1:1",
    ]);
  });

  test("a second mark is part of the text", () => {
    expect(decode(bytes("\ufeff\ufeffa"))).toEqual({ text: "\ufeffa", encoding: "utf-8" });
  });
});

describe("what is stated", () => {
  test("is used", () => {
    const text = "“curly” – é\n";
    for (const encoding of ["windows-1252", "Windows-1252", "cp1252"]) {
      expect(decode(iconv.encode(text, "windows-1252"), { encoding })).toEqual({
        text,
        encoding: "windows-1252",
      });
    }
    const persian = "گزارش";
    expect(decode(iconv.encode(persian, "windows-1256"), { encoding: "windows-1256" })).toEqual({
      text: persian,
      encoding: "windows-1256",
    });
    expect(decode(Buffer.from("ab", "utf16le"), { encoding: "utf-16" })).toEqual({
      text: "ab",
      encoding: "utf-16le",
    });
  });

  test("may not contradict a byte order mark", () => {
    expect(decode(bytes("\ufeffa"), { encoding: "windows-1252" })).toEqual([
      "encoding-contradicted 1:1",
    ]);
    expect(decode(swapped("\ufeffa"), { encoding: "utf-16le" })).toEqual([
      "encoding-contradicted 1:1",
    ]);
    expect(decode(swapped("\ufeffa"), { encoding: "utf-16" })).toEqual({
      text: "a",
      encoding: "utf-16be",
    });
  });

  test.each(["base64", "hex", "klingon", "__proto__", "constructor", "utf-7", ""])(
    "`%s` is no encoding",
    (encoding) => {
      expect(decode(bytes("a"), { encoding })).toEqual(["encoding-unsupported 1:1"]);
    },
  );

  test("bytes without meaning in it are placed", () => {
    expect(decode(bytes("ab\nc", [0x81]), { encoding: "windows-1252" })).toEqual([
      "encoding-invalid 2:2",
    ]);
    expect(decode(bytes("ab\ncé"), { encoding: "us-ascii" })).toEqual([
      "encoding-invalid 2:2",
      "encoding-invalid 2:3",
    ]);
  });
});

test("every run of bytes that is no UTF-8 is placed and named", () => {
  const input = bytes(
    "a\né",
    [0xa9],
    "b\n😀",
    [0xed, 0xa0, 0x80],
    "\n",
    [0xc0, 0xaf],
    "x",
    [0xf0, 0x9f],
  );
  expect(decodeText(input, { file: "a.csv" }).issues).toMatchInlineSnapshot(`
    [
      {
        "code": "encoding-invalid",
        "column": 2,
        "file": "a.csv",
        "fix": "Save the file as UTF-8, or state the encoding it has, such as \`encoding: windows-1252\`.",
        "line": 2,
        "message": "Byte 0xa9 at offset 4 is not UTF-8.",
        "severity": "error",
      },
      {
        "code": "encoding-invalid",
        "column": 2,
        "file": "a.csv",
        "fix": "Save the file as UTF-8, or state the encoding it has, such as \`encoding: windows-1252\`.",
        "line": 3,
        "message": "Byte 0xed at offset 11 is not UTF-8.",
        "severity": "error",
      },
      {
        "code": "encoding-invalid",
        "column": 3,
        "file": "a.csv",
        "fix": "Save the file as UTF-8, or state the encoding it has, such as \`encoding: windows-1252\`.",
        "line": 3,
        "message": "Byte 0xa0 at offset 12 is not UTF-8.",
        "severity": "error",
      },
      {
        "code": "encoding-invalid",
        "column": 4,
        "file": "a.csv",
        "fix": "Save the file as UTF-8, or state the encoding it has, such as \`encoding: windows-1252\`.",
        "line": 3,
        "message": "Byte 0x80 at offset 13 is not UTF-8.",
        "severity": "error",
      },
      {
        "code": "encoding-invalid",
        "column": 1,
        "file": "a.csv",
        "fix": "Save the file as UTF-8, or state the encoding it has, such as \`encoding: windows-1252\`.",
        "line": 4,
        "message": "Byte 0xc0 at offset 15 is not UTF-8.",
        "severity": "error",
      },
      {
        "code": "encoding-invalid",
        "column": 2,
        "file": "a.csv",
        "fix": "Save the file as UTF-8, or state the encoding it has, such as \`encoding: windows-1252\`.",
        "line": 4,
        "message": "Byte 0xaf at offset 16 is not UTF-8.",
        "severity": "error",
      },
      {
        "code": "encoding-invalid",
        "column": 4,
        "file": "a.csv",
        "fix": "Save the file as UTF-8, or state the encoding it has, such as \`encoding: windows-1252\`.",
        "line": 4,
        "message": "Bytes 0xf0 0x9f at offset 18 are not UTF-8.",
        "severity": "error",
      },
    ]
  `);
});

test("characters that no text should hold are placed; U+FFFD alone is a warning", () => {
  expect(decode(bytes("a\0b\n\x1b[31m\u0085\x0c"))).toEqual([
    "control-character 1:2",
    "control-character 2:1",
    "control-character 2:6",
    "control-character 2:7",
  ]);
  expect(decode(Buffer.from("\ufeffab\n😀\ud800\n", "utf16le"))).toEqual(["lone-surrogate 2:2"]);
  const lost = decodeText(bytes("caf\ufffd"));
  expect([lost.ok, places(lost)]).toEqual([true, ["replacement-character 1:4"]]);
});

test("a file of faults gives the first of them and a count", () => {
  const decoded = decodeText(new Uint8Array(1_000_000).fill(0xff));
  expect(decoded.issues).toHaveLength(21);
  expect(decoded.issues.at(-1)?.message).toBe("999980 more of the kind follow in this file.");
});

const text = fc.string({
  unit: fc.constantFrom("a", ",", '"', "\n", "\r\n", "é", "ش", "€", "😀", "\u200b", " ", "0"),
  minLength: 4,
});

test("any text comes back from UTF-8 and from marked UTF-16 as it was", () =>
  fc.assert(
    fc.property(text, (text) => {
      expect(decode(bytes(text))).toEqual({ text, encoding: "utf-8" });
      expect(decode(Buffer.from(`\ufeff${text}`, "utf16le"))).toEqual({
        text,
        encoding: "utf-16le",
      });
      expect(decode(swapped(`\ufeff${text}`))).toEqual({ text, encoding: "utf-16be" });
    }),
  ));

test("one bad byte put anywhere is found just there, and TextDecoder agrees that it is bad", () =>
  fc.assert(
    fc.property(
      text,
      text,
      fc.constantFrom([0xff], [0x80], [0xc0, 0xaf], [0xed, 0xa0, 0x80]),
      (a, b, bad) => {
        const input = bytes(a, bad, b);
        expect(() => new TextDecoder("utf-8", { fatal: true }).decode(input)).toThrow(TypeError);
        const line = a.split("\n").length;
        const column = Array.from(a.slice(a.lastIndexOf("\n") + 1)).length + 1;
        expect(places(decodeText(input))[0]).toBe(`encoding-invalid ${line}:${column}`);
      },
    ),
  ));

test("the same runs of bytes are invalid as TextDecoder replaces", () =>
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 12 }),
      fc.array(fc.constantFrom(0x80, 0xbf, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0x41)),
      (a, b) => {
        const input = bytes("text ", [...a], [...b]).map((byte) => (byte === 0 ? 0x20 : byte));
        const replaced = new TextDecoder("utf-8").decode(input).match(/\ufffd/g)?.length ?? 0;
        fc.pre(replaced <= 20 && !Buffer.from(input).includes("\ufffd"));
        const found = decodeText(input).issues.filter(({ code }) => code === "encoding-invalid");
        expect(found).toHaveLength(replaced);
      },
    ),
    { numRuns: 1000 },
  ));

test("the documents of the repository are clean UTF-8", async () => {
  const folder = new URL("../../../seeds/documents/", import.meta.url);
  for (const name of await readdir(folder)) {
    const decoded = decodeText(await readFile(new URL(name, folder)), { file: name });
    expect(decoded).toMatchObject({ ok: true, encoding: "utf-8", issues: [] });
  }
});
