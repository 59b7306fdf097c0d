import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJsonRow } from "../../src/tables/parse-json-row.ts";
import type { RawCell } from "../../src/tables/raw-table.ts";
import { type JsonOptions, readJson } from "../../src/tables/read-json.ts";
import { inputOf, readAll } from "./read-all.ts";

const read = (content: string | Uint8Array, options?: JsonOptions, chunkSize?: number) =>
  readAll(readJson(inputOf(content, chunkSize ? { chunkSize } : {}), options));

test("an array of objects, each with keys of its own", async () => {
  const content =
    '[\n  {"id": "a", "n": 1.50, "ok": true},\n  {"id": "b", "tags": ["x", "y"], "n": null}\n]\n';
  expect(await read(content)).toEqual({
    header: ["id", "n", "ok", "tags"],
    rows: [
      ["a", { number: "1.50" }, true],
      // biome-ignore lint/suspicious/noSparseArray: the row has no such key
      ["b", null, , ["x", "y"]],
    ],
    faults: [],
    originals: ['{"id": "a", "n": 1.50, "ok": true}', '{"id": "b", "tags": ["x", "y"], "n": null}'],
  });
});

test("JSON Lines", async () => {
  expect(await read('{"id":"a"}\r\n{"id":"b"}', { isLines: true })).toEqual({
    header: ["id"],
    rows: [["a"], ["b"]],
    faults: [],
    originals: ['{"id":"a"}', '{"id":"b"}'],
  });
});

test("numbers keep every digit, texts every character", async () => {
  const content =
    '[{"n":9007199254740993,"m":1e400,"s":"\\u00e9\\n\\ud83d\\ude00","__proto__":"x"}]';
  expect((await read(content)).rows).toEqual([
    [{ number: "9007199254740993" }, { number: "1e400" }, "é\n😀", "x"],
  ]);
});

describe("faults are all found, each in its place", () => {
  test.each([
    ["duplicate key", '[\n{"a":1,"b":2,"a":3}]', ["duplicate-key 2:14"]],
    ["lone surrogate", '[{"a":"x\\ud83d"}]', ["lone-surrogate 1:7"]],
    ["escaped NUL", '[{"é😀":"\\u0000"}]', ["control-character 1:8"]],
    ["line end in a text", '[{"a":"x\ny"}]', ["json-syntax 1:9"]],
    ["trailing comma in a row", '[{"a":1,},\n{"a":2}]', ["json-syntax 1:9"]],
    ["trailing comma in the array", '[{"a":1},\n]', ["json-syntax 2:1"]],
    ["no comma between rows", '[{"a":1}\n{"a":2}]', ["json-syntax 2:1"]],
    ["two commas", '[{"a":1},,{"a":2}]', ["json-syntax 1:10"]],
    ["never closed", '[{"a":1},\n{"a":2}', ["json-syntax 2:8"]],
    ["a row is never closed", '[{"a":1},\n{"a":2', ["json-syntax 2:7", "json-syntax 2:7"]],
    ["a text is never closed", '[{"a":1},\n{"a":"x}]', ["json-syntax 2:6", "json-syntax 2:10"]],
    ["text behind the end", "[]\n x", ["json-syntax 2:2"]],
    ["an object at the top", '{"a":1}', ["json-shape 1:1"]],
    ["nothing", "", ["json-shape 1:1"]],
    ["a mark", "\ufeff[]", []],
    [
      "rows that are no objects",
      '[1, "x",\n[2], null, {"a":1}]',
      ["json-shape 1:2", "json-shape 1:5", "json-shape 2:1", "json-shape 2:6"],
    ],
    ["NaN", '[{"a":NaN}]', ["json-syntax 1:7"]],
    ["leading zero", '[{"a":007}]', ["json-syntax 1:8"]],
    ["a plus sign", '[{"a":+1}]', ["json-syntax 1:7"]],
    ["single quotes", "[{'a':1}]", ["json-syntax 1:3"]],
    ["a comment", '[{"a":1 /* no */}]', ["json-syntax 1:9"]],
    [
      "several",
      '[{"a":1,"a":2},\n{"a":tru},\n{"b":"\\x"}]',
      ["duplicate-key 1:9", "json-syntax 2:6", "json-syntax 3:8"],
    ],
    ["deep nesting", `[{"a":${"[".repeat(100_000)}]`, ["json-syntax 1:71", "json-syntax 1:100008"]],
  ])("%s", async (_, content, faults) => {
    for (const chunkSize of [1, 3, 65_536]) {
      if (content.length > 1000 && chunkSize < 100) continue;
      for (const blockSize of [1, 65_536]) {
        expect((await read(content, { blockSize }, chunkSize)).faults).toEqual(faults);
      }
    }
  });

  test("in lines", async () => {
    const content = '{"a":1}\n\n{"a":}\n[1]\n{"a":1} x\n';
    const faults = ["row-blank 2:1", "json-syntax 3:6", "json-shape 4:1", "json-syntax 5:9"];
    expect((await read(content, { isLines: true })).faults).toEqual(faults);
    expect((await read(content, { isLines: true, blockSize: 1 }, 1)).faults).toEqual(faults);
  });

  test("bytes that are no UTF-8", async () => {
    const bytes = Buffer.concat([
      Buffer.from('[{"a":"é'),
      Buffer.from([0xe9]),
      Buffer.from('"},{"a":"b"}]'),
    ]);
    const whole = await read(bytes);
    expect([whole.faults, whole.rows]).toEqual([["encoding-invalid 1:9"], [undefined, ["b"]]]);
  });
});

const plain = (cell: RawCell): unknown => {
  if (Array.isArray(cell)) return cell.map(plain);
  if (typeof cell !== "object" || cell === null) return cell;
  return "number" in cell ? Number(cell.number) : "object";
};

const scalar = fc.oneof(
  fc.string({
    unit: fc.constantFrom("a", "é", "😀", '"', "\\", "\n", "/", "\u2028", "{", "]", ",", "\u007e"),
  }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.constantFrom("id", "a", "b c", "é", "__proto__", "constructor", "", "0");
const row = fc.uniqueArray(fc.tuple(key, fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }))), {
  selector: ([name]) => name,
});

test("what JSON.stringify writes is read back cell for cell", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 8 }),
      fc.constantFrom("array", "indented", "lines"),
      fc.integer({ min: 1, max: 30 }),
      async (rows, form, chunkSize) => {
        const objects = rows.map((entries) => Object.fromEntries(entries));
        const content =
          form === "lines"
            ? objects.map((object) => `${JSON.stringify(object)}\n`).join("")
            : JSON.stringify(objects, null, form === "indented" ? 2 : 0);
        const whole = await read(content, { isLines: form === "lines", blockSize: 20 }, chunkSize);
        expect(whole.faults).toEqual([]);
        const back: unknown[] = [];
        for await (const batch of readJson(inputOf(content), { isLines: form === "lines" })) {
          for (const cells of batch.rows) {
            const entries = (cells ?? []).flatMap((cell, index) =>
              cell === undefined ? [] : [[batch.header[index], plain(cell)] as const],
            );
            back.push(Object.fromEntries(entries));
          }
        }
        expect(back).toEqual(JSON.parse(JSON.stringify(objects)));
        expect(whole.rows).toHaveLength(objects.length);
      },
    ),
  ));

test("a row is well formed just when JSON.parse says so", () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '{"a":',
          '"b"',
          "1",
          "-",
          "0",
          ".5",
          "e3",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          "true",
          "null",
          " ",
          "\\u0041",
          '"',
          "\n",
        ),
        { maxLength: 9 },
      ),
      (parts) => {
        const text = parts.join("");
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch {
          value = undefined;
        }
        const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
        const parsed = parseJsonRow(text);
        expect([text, parsed.isWhole]).toEqual([text, isObject]);
      },
    ),
    { numRuns: 3000 },
  ));
