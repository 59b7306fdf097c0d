import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { readParquet } from "../../src/tables/read-parquet.ts";
import { inputOf, readAll } from "./read-all.ts";

type Columns = Parameters<typeof parquetWriteBuffer>[0]["columnData"];

const write = (columnData: Columns, options: object = {}): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
const read = (content: Uint8Array) => readAll(readParquet(inputOf(content, { path: "a.parquet" })));

test("values of every type are taken as they are stored", async () => {
  const content = write([
    { name: "text", data: ["a", "é😀"], type: "STRING" },
    { name: "whole", data: [1, -2], type: "INT32" },
    { name: "large", data: [9007199254740993n, -9223372036854775808n], type: "INT64" },
    { name: "single", data: [0.1, 16777216], type: "FLOAT" },
    { name: "double", data: [0.1, 1e300], type: "DOUBLE" },
    { name: "flag", data: [true, false], type: "BOOLEAN" },
    { name: "none", data: [null, "x"], type: "STRING" },
    {
      name: "moment",
      data: [new Date("2020-01-02T03:04:05.678Z"), new Date("1969-12-31T23:59:59.999Z")],
      type: "TIMESTAMP",
    },
  ]);
  expect(await read(content)).toEqual({
    header: ["text", "whole", "large", "single", "double", "flag", "none", "moment"],
    rows: [
      [
        "a",
        { number: "1" },
        { number: "9007199254740993" },
        { number: "0.1" },
        { number: "0.1" },
        true,
        null,
        "2020-01-02T03:04:05.678Z",
      ],
      [
        "é😀",
        { number: "-2" },
        { number: "-9223372036854775808" },
        { number: "16777216" },
        { number: "1e300" },
        false,
        "x",
        "1969-12-31T23:59:59.999Z",
      ],
    ],
    faults: [],
    originals: [
      '["a","1","9007199254740993","0.1","0.1",true,null,"2020-01-02T03:04:05.678Z"]',
      '["é😀","-2","-9223372036854775808","16777216","1e300",false,"x","1969-12-31T23:59:59.999Z"]',
    ],
  });
});

test("days, decimals, local times and lists", async () => {
  const content = write(
    [
      { name: "day", data: [0, -25_567, 18_262] },
      { name: "price", data: [0.57, -12_345.67, 0.05] },
      { name: "local", data: [1_577_836_800_123_456n, 0n, -1n] },
      { name: "tags", data: [["a", "b"], [], null] },
    ],
    {
      schema: [
        { name: "root", num_children: 4 },
        { name: "day", type: "INT32", converted_type: "DATE", repetition_type: "REQUIRED" },
        {
          name: "price",
          type: "INT32",
          converted_type: "DECIMAL",
          scale: 2,
          precision: 9,
          repetition_type: "REQUIRED",
        },
        {
          name: "local",
          type: "INT64",
          logical_type: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "MICROS" },
          repetition_type: "REQUIRED",
        },
        { name: "tags", converted_type: "LIST", num_children: 1, repetition_type: "OPTIONAL" },
        { name: "list", num_children: 1, repetition_type: "REPEATED" },
        {
          name: "element",
          type: "BYTE_ARRAY",
          converted_type: "UTF8",
          repetition_type: "OPTIONAL",
        },
      ],
    },
  );
  expect((await read(content)).rows).toEqual([
    ["1970-01-01", { number: "0.57" }, "2020-01-01T00:00:00.123456", ["a", "b"]],
    ["1900-01-01", { number: "-12345.67" }, "1970-01-01T00:00:00", []],
    ["2020-01-01", { number: "0.05" }, "1969-12-31T23:59:59.999999", null],
  ]);
});

test("bytes that are no text, and numbers that are none, are no cells", async () => {
  const content = write([
    { name: "bytes", data: [new Uint8Array([0xff]), new Uint8Array([0x61])], type: "BYTE_ARRAY" },
    { name: "number", data: [Number.NaN, Number.POSITIVE_INFINITY], type: "DOUBLE" },
  ]);
  expect((await read(content)).rows).toEqual([
    [{ odd: "bytes that are no UTF-8" }, { odd: "NaN" }],
    ["a", { odd: "Infinity" }],
  ]);
});

test("a table of more rows than a batch", async () => {
  const data = Array.from({ length: 25_000 }, (_, row) => row);
  const { rows, faults } = await read(
    write([{ name: "id", data, type: "INT32" }], { rowGroupSize: 7000 }),
  );
  expect(rows.map((row) => row?.[0])).toEqual(data.map((row) => ({ number: String(row) })));
  expect(faults).toEqual([]);
});

describe("what is no Parquet is refused", () => {
  const good = Buffer.from(write([{ name: "id", data: ["a", "b"], type: "STRING" }]));
  test.each([
    ["nothing", Buffer.alloc(0)],
    ["text", Buffer.from("id\na\n")],
    ["cut off", good.subarray(0, good.length - 10)],
    ["without its start", good.subarray(10)],
    ["only the magic", Buffer.from("PAR1PAR1")],
  ])("%s", async (_, content) => {
    const { faults, rows } = await read(content);
    expect([faults, rows]).toEqual([["file-invalid"], []]);
  });

  test("a file that keeps hyparquet busy for ever is left after some seconds", async () => {
    const changed = Buffer.from(good);
    // The size of a page becomes negative, and its reader goes back and forth.
    changed[11] = (changed[11] ?? 0) ^ 0x55;
    const { faults, rows } = await read(changed);
    expect([faults, rows]).toEqual([["file-invalid"], []]);
  });

  test("a file with one byte changed gives rows or a fault, never an exception", async () => {
    for (let at = 4; at < good.length; at += 41) {
      const changed = Buffer.from(good);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      const { faults, rows } = await read(changed);
      expect(faults.length > 0 || rows.length === 2).toBe(true);
    }
  });
});

const cell = fc.option(
  fc.string({ unit: fc.constantFrom("a", "é", "😀", "\n", '"', ",", "\u2028"), maxLength: 6 }),
);

test("what hyparquet-writer writes is read back cell for cell", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          cell,
          fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
        ),
        { minLength: 1, maxLength: 20 },
      ),
      fc.constantFrom("SNAPPY", "UNCOMPRESSED"),
      async (rows, codec) => {
        const content = write(
          [
            { name: "text", data: rows.map(([text]) => text), type: "STRING" },
            { name: "large", data: rows.map(([, large]) => large), type: "INT64" },
            { name: "double", data: rows.map(([, , double]) => double), type: "DOUBLE" },
          ],
          { codec, rowGroupSize: 7 },
        );
        const whole = await read(content);
        expect(whole.faults).toEqual([]);
        expect(
          whole.rows.map((row) =>
            row?.map((value) =>
              typeof value === "object" && value !== null && "number" in value
                ? value.number
                : value,
            ),
          ),
        ).toEqual(
          rows.map(([text, large, double]) => [
            text,
            String(large),
            String(double + 0 === 0 ? double : double).replace("+", ""),
          ]),
        );
      },
    ),
    { numRuns: 10 },
  ));
