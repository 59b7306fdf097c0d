import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExpectations } from "../../src/compat/parse-expectations.ts";

const whole = `dataset: shops
tables:
  shops:
    key: [id]
    rows: 2
    fields:
      id: string
      opened:
      kind:
        type: string
        required: true
        codes: [bakery, no, "1988"]
        only: true
  __proto__: {}
`;

const parsed = {
  expectations: {
    dataset: "shops",
    tables: new Map([
      [
        "shops",
        {
          key: ["id"],
          rows: 2,
          fields: new Map([
            ["id", { type: "string" }],
            ["opened", {}],
            [
              "kind",
              { type: "string", required: true, codes: ["bakery", "no", "1988"], only: true },
            ],
          ]),
        },
      ],
      ["__proto__", { fields: new Map() }],
    ]),
  },
  faults: [],
};

test("a whole file, with no word taken for a number or a truth value", () => {
  expect(parseExpectations(whole)).toEqual(parsed);
});

test("JSON is read as well", () => {
  const json = `{ "tables": { "t": { "rows": 3, "fields": { "a": { "required": true } } } } }`;
  expect(parseExpectations(json)).toEqual({
    expectations: {
      tables: new Map([["t", { rows: 3, fields: new Map([["a", { required: true }]]) }]]),
    },
    faults: [],
  });
});

test("all faults at once, each at its place", () => {
  const text = `dataset: [shops]
tabels: {}
tables:
  shops:
    key: id
    rows: many
    fields:
      é: { type: text, required: yes }
      kind: { only: true, codez: [a] }
      id: integr
  bare: 3
`;
  expect(
    parseExpectations(text).faults.map(
      ({ line, column, message, fix }) => `${line}:${column} ${message} -> ${fix}`,
    ),
  ).toMatchInlineSnapshot(`
    [
      "1:10 dataset is not a word -> Write one word or number.",
      "2:1 tabels means nothing here -> Write tables.",
      "5:10 key is not a list of words -> Write it as \`[one, other]\`.",
      "6:11 rows is not a number of rows -> Write a whole number, such as 100.",
      "8:18 There is no type text -> Use string, integer, number, boolean, date, datetime, list.",
      "8:34 required is neither true nor false -> Write true or false.",
      "9:21 \`only\` says nothing without \`codes\` -> List the codes.",
      "9:27 codez means nothing here -> Write codes.",
      "10:11 There is no type integr -> Write integer.",
      "11:9 bare is not a map -> Write it as \`name: value\`, one a line.",
    ]
  `);
});

test.each([
  ["nothing at all", "", "1:1 The file expects nothing"],
  ["no tables", "dataset: shops", "1:1 The file expects nothing"],
  ["a list", "- shops", "1:1 The file is not a map"],
  ["a key given twice", "tables: { a: {}, a: {} }", "1:18 Map keys must be unique"],
  ["an alias", "tables: &t\n  a: { key: *t }", "2:13 *t repeats what stands elsewhere"],
])("%s", (_, text, first) => {
  const [fault] = parseExpectations(text).faults;
  expect(`${fault?.line}:${fault?.column} ${fault?.message}`).toBe(first);
});

test("a list that nests without end is a fault like any other", () => {
  const { faults } = parseExpectations(`tables: ${"[".repeat(100_000)}`);
  expect(faults.map(({ message }) => message)).toEqual(["The values nest too deep"]);
});

test("no text makes it throw", () => {
  const snippet = fc.constantFrom(
    "tables",
    ":",
    " ",
    "\n",
    "  ",
    "[",
    "]",
    "{",
    "}",
    "&a",
    "*a",
    "!!x",
    "- ",
    "'",
    '"',
    "%",
    "---",
    "é",
    "\u0000",
    "true",
    "fields",
    "codes",
    "?",
  );
  fc.assert(
    fc.property(fc.array(snippet, { maxLength: 30 }), (parts) => {
      const { expectations, faults } = parseExpectations(parts.join(""));
      expect(expectations === undefined).toBe(faults.length > 0);
    }),
    { numRuns: 2000 },
  );
});
