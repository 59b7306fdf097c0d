import type { Field, FieldType } from "@sourcebook/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CellFault } from "../../src/tables/cell-fault.ts";
import { parseList } from "../../src/tables/parse-list.ts";
import type { RawCell } from "../../src/tables/raw-table.ts";
import { createCellTyper, type TyperOptions } from "../../src/tables/type-cell.ts";

const fieldOf = (type: FieldType, format?: string): Field => ({
  name: "f",
  type,
  title: "F",
  description: "A field.",
  required: false,
  examples: [],
  definitionVersion: 1,
  ...(format && { format }),
});

/** The value, or a fault as `code: fix`. */
function typed(cell: RawCell, type: FieldType | Field, options: Partial<TyperOptions> = {}) {
  const field = typeof type === "string" ? fieldOf(type) : type;
  const typer = createCellTyper(field, { missing: new Set(), numbersAsText: false, ...options });
  const result = typer(cell);
  return result instanceof CellFault ? `${result.code}: ${result.fix}` : result;
}

describe("numbers", () => {
  test.each([
    ["0", 0],
    ["-7", -7],
    ["9007199254740991", 9007199254740991],
    ["-9007199254740991", -9007199254740991],
  ])("integer %s", (text, value) => expect(typed(text, "integer")).toBe(value));

  test.each([
    ["0.1", 0.1],
    ["1.50", 1.5],
    ["-2.5e-3", -0.0025],
    ["1e5", 100_000],
    ["0.30000000000000004", 0.30000000000000004],
    ["1.7976931348623157e308", Number.MAX_VALUE],
    ["5e-324", Number.MIN_VALUE],
    ["-0.0", 0],
    ["1000000000000000000000", 1e21],
    ["0.000", 0],
  ])("number %s", (text, value) => expect(typed(text, "number")).toBe(value));

  test.each([
    [
      "integer",
      "9007199254740993",
      "number-precision: Make the field text if it is an identifier, or round the number.",
    ],
    [
      "integer",
      "007",
      "number-precision: Make the field text if it is an identifier, or remove the zeros.",
    ],
    ["integer", "+5", "cell-type: Write it as 5."],
    ["integer", "5.0", "cell-type: Write it as 5."],
    ["integer", "1e3", "cell-type: Write it as 1000."],
    ["integer", " 5", "cell-type: Write it as 5."],
    ["integer", "1,234", "decimal-comma: Write 1.234 or 1234, whichever is meant."],
    ["integer", "1,234,567", "cell-type: Write it as 1234567."],
    ["integer", "five", "cell-type: Write a whole number, or leave the cell empty."],
    ["integer", "5.5", "cell-type: Write a whole number, or leave the cell empty."],
    ["integer", "１２", "cell-type: Write a whole number, or leave the cell empty."],
    ["integer", "0x10", "cell-type: Write a whole number, or leave the cell empty."],
    ["number", "3,14", "decimal-comma: Write it as 3.14."],
    ["number", "1.234,5", "decimal-comma: Write it as 1234.5."],
    ["number", "1 234,5", "decimal-comma: Write it as 1234.5."],
    ["number", "1,234.5", "cell-type: Write it as 1234.5."],
    ["number", ".5", "cell-type: Write it as 0.5."],
    ["number", "5.", "cell-type: Write a number, or leave the cell empty."],
    ["number", "NaN", "cell-type: Write a number, or leave the cell empty."],
    ["number", "Infinity", "cell-type: Write a number, or leave the cell empty."],
    [
      "number",
      "1e400",
      "number-precision: Round it to 15 digits or fewer; the nearest that can be kept is Infinity.",
    ],
    [
      "number",
      "1e-400",
      "number-precision: Round it to 15 digits or fewer; the nearest that can be kept is 0.",
    ],
    [
      "number",
      "0.1000000000000000055511151231257827",
      "number-precision: Round it to 15 digits or fewer; the nearest that can be kept is 0.1.",
    ],
    [
      "number",
      "9007199254740993",
      "number-precision: Make the field text if it is an identifier, or round the number.",
    ],
  ] as const)("%s “%s” is a fault with a remedy", (type, text, fault) => {
    expect(typed(text, type)).toBe(fault);
  });

  test("every double comes back from its shortest spelling, and from any other of equal value", () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(typed(String(value).replace("+", ""), "number")).toBe(value + 0);
        expect(typed(value.toExponential(), "number")).toBe(value + 0);
      }),
      { numRuns: 1000 },
    ));

  test("a number is taken only when exact arithmetic finds all of its digits in the double", () =>
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (value) => {
        expect(typeof typed(String(value), "number")).toBe(isKept(value) ? "number" : "string");
      }),
      { numRuns: 1000 },
    ));
});

// The shortest spelling that JavaScript prints, read back with exact integers.
function isKept(value: bigint): boolean {
  const [mantissa = "", exponent = "0"] = String(Number(value)).split("e+");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return BigInt(whole + fraction) * 10n ** BigInt(Number(exponent) - fraction.length) === value;
}

test("booleans are true and false, in the three ways that programs write them", () => {
  expect(["true", "True", "TRUE"].map((text) => typed(text, "boolean"))).toEqual([
    true,
    true,
    true,
  ]);
  expect(["false", "False", "FALSE"].map((text) => typed(text, "boolean"))).toEqual([
    false,
    false,
    false,
  ]);
  for (const text of ["1", "0", "yes", "no", "t", " true", "tRue"]) {
    expect(typed(text, "boolean")).toBe("cell-type: Write true or false.");
  }
});

test("text stays as it is", () => {
  for (const text of ["007", " a ", "NA", "true", "1.10", "=1+1", "null"]) {
    expect(typed(text, "string")).toBe(text);
  }
});

test("nothing stated is absent", () => {
  const missing = new Set(["NA", "-99"]);
  expect([
    typed("", "string"),
    typed("", "integer"),
    typed(null, "list"),
    typed(undefined, "date"),
  ]).toEqual([undefined, undefined, undefined, undefined]);
  expect(typed("NA", "integer", { missing })).toBeUndefined();
  expect(typed({ number: "-99" }, "integer", { missing })).toBeUndefined();
  expect(typed("na", "string", { missing })).toBe("na");
  expect(typed([], "list")).toBeUndefined();
});

test.each([
  ["1988-07-31", "1988-07-31"],
  ["31/12/1988", "cell-format: Write it as 1988-12-31."],
  ["12/31/1988", "cell-format: Write it as 1988-12-31."],
  ["03/04/1988", "date-ambiguous: Write 1988-04-03 or 1988-03-04, whichever is meant."],
  ["3.4.1988", "date-ambiguous: Write 1988-04-03 or 1988-03-04, whichever is meant."],
  ["05/05/1988", "cell-format: Write it as 1988-05-05."],
  ["1988/7/3", "cell-format: Write it as 1988-07-03."],
  ["03-04-88", "date-ambiguous: Write it as year-month-day, the year with four digits."],
  ["1988-07", "1988-07"],
  ["July 1988", "July 1988"],
])("date %s", (text, expected) => {
  expect(typed(text, "date")).toBe(expected);
  expect(typed(text, fieldOf("string", "edtf"))).toBe(expected);
});

test("values that a file has typed must be of the field's type", () => {
  expect(typed({ number: "5" }, "integer")).toBe(5);
  expect(typed({ number: "5.5" }, "number")).toBe(5.5);
  expect(typed(true, "boolean")).toBe(true);
  expect(typed(["a", "b"], "list")).toEqual(["a", "b"]);
  expect(typed({ number: "5" }, "string")).toBe("cell-type: Write text.");
  expect(typed({ number: "5" }, "string", { numbersAsText: true })).toBe("5");
  expect(typed({ number: "5.5" }, "string", { numbersAsText: true })).toBe(
    "cell-type: Write text.",
  );
  expect(typed(true, "string")).toBe("cell-type: Write text.");
  expect(typed(["a"], "string")).toBe("cell-type: Write text.");
  expect(typed([{ number: "1" }], "list")).toBe(
    "cell-type: Give a list of texts, none of them empty.",
  );
  expect(typed({ odd: "an object" }, "string")).toBe("cell-type: Write text.");
  expect(typed({ number: "9007199254740993" }, "integer")).toMatch("number-precision");
});

describe("lists", () => {
  test.each([
    ["a", ["a"]],
    ["a;b; c", ["a", "b", " c"]],
    ['a;"b;c";"say ""yes"""', ["a", "b;c", 'say "yes"']],
  ])("%s", (text, items) => expect(typed(text, "list")).toEqual(items));

  test.each(["a;;b", ";a", "a;", '"a', '"a"b;c', 'a"b', '""'])("%s is malformed", (text) => {
    expect(typed(text, "list")).toMatch(/^list-malformed: /);
  });

  test("another separator", () => {
    expect(typed("a|b;c", "list", { separator: "|" })).toEqual(["a", "b;c"]);
    expect(typed("a, b", "list", { separator: ", " })).toEqual(["a", "b"]);
  });

  const item = fc.string({
    unit: fc.constantFrom("a", ";", '"', " ", "é", "\n"),
    minLength: 1,
    maxLength: 5,
  });
  const write = (text: string) => (/[;"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  test("any list of texts comes back", () =>
    fc.assert(
      fc.property(fc.array(item, { minLength: 1 }), (items) => {
        expect(parseList(items.map(write).join(";"), ";")).toEqual(items);
      }),
    ));
});
