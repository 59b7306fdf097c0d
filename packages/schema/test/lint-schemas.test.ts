import fc from "fast-check";
import { expect, test } from "vitest";
import { compileModel } from "../src/compile.ts";
import { codes, field, line, rowSchema, rule } from "./support.ts";

const lint = (files: Record<string, unknown>, lists = {}): string[] =>
  compileModel(files, lists).issues.map(line);

const inField = (keywords: object) => ({
  "a.json": rowSchema("a", { x: field("string", keywords as never) }),
});
const text = { title: "X", description: "X." };

const cases: Record<string, Record<string, unknown>> = {
  "more fields than any database has": {
    "a.json": rowSchema(
      "a",
      Object.fromEntries(Array.from({ length: 2001 }, (_, at) => [`f${at}`, field("string")])),
    ),
  },
  "more patterns than can be looked at": {
    "a.json": rowSchema(
      "a",
      Object.fromEntries(
        Array.from({ length: 40 }, (_, at) => [
          `f${at}`,
          field("string", { pattern: `^${"[a-z]".repeat(180)}$` } as never),
        ]),
      ),
    ),
  },
  "a misspelt keyword": inField({ patern: "^a$" }),
  "a misspelt keyword of ours": inField({ codelst: "kinds" }),
  "a keyword misspelt deep in a rule": {
    "a.json": rowSchema("a", {}, { allOf: [rule({ requird: ["id"] }, { required: ["id"] })] }),
  },
  "a table inside a field": inField({ table: { name: "b", title: "B", primaryKey: ["id"] } }),
  "a codelist at the top": { "a.json": rowSchema("a", {}, { codelist: "kinds" }) },
  "a unit inside a condition": {
    "a.json": rowSchema(
      "a",
      {},
      {
        allOf: [rule({ properties: { id: { const: "x", unit: "m" } } }, { required: ["id"] })],
      },
    ),
  },
  "a nested codelist that is no name": inField({ codelist: 5 }),
  "a misspelt key of a table": { "a.json": rowSchema("a", {}, { table: { primarykey: ["id"] } }) },
  "an open row": { "a.json": { ...rowSchema("a", {}), additionalProperties: true } },
  "a table of rows": { "a.json": { ...rowSchema("a", {}), type: "array" } },
  "uniqueItems on a table": { "a.json": rowSchema("a", {}, { uniqueItems: true }) },
  "a remote reference": {
    "a.json": rowSchema("a", { x: { ...text, $ref: "https://example.org/s.json" } }),
  },
  "a reference into a file of the system": {
    "a.json": rowSchema("a", { x: { ...text, $ref: "file:///etc/passwd" } }),
  },
  "a reference that leads nowhere": {
    "a.json": rowSchema("a", { x: { ...text, $ref: "#/$defs/none" } }),
  },
  "a reference through what every object has": {
    "a.json": rowSchema("a", { x: { ...text, $ref: "#/constructor" } }),
  },
  "references in a circle": {
    "a.json": rowSchema(
      "a",
      { x: { ...text, $ref: "#/$defs/y" } },
      {
        $defs: { y: { $ref: "#/$defs/z" }, z: { $ref: "#/$defs/y" } },
      },
    ),
  },
  "a dynamic reference": inField({ $dynamicRef: "#meta" }),
  unevaluatedProperties: { "a.json": rowSchema("a", {}, { unevaluatedProperties: false }) },
  "a value filled in": inField({ default: "x" }),
  $data: inField({ pattern: { $data: "1/id" } }),
  "a field with the name of an inherited method": {
    "a.json": rowSchema("a", { toString: field("string") }),
  },
  "a field named __proto__": {
    "a.json": JSON.parse(
      JSON.stringify(rowSchema("a", { p: field("string") })).replace('"p":', '"__proto__":'),
    ),
  },
  "a field whose name is a number": { "a.json": rowSchema("a", { 1988: field("number") }) },
  "fields that differ in case only": { "a.json": rowSchema("a", { ID: field("string") }) },
  "a table with the name of a device": { "a.json": rowSchema("con", {}) },
  "two tables of one name": { "a.json": rowSchema("a", {}), "b.json": rowSchema("a", {}) },
  "a pattern that runs away": inField({ pattern: "^(a+)+$" }),
  "a pattern that is slow": inField({ pattern: "a+$" }),
  "a pattern that is no regular expression": inField({ pattern: "\\_" }),
  "a pattern that looks ahead": inField({ pattern: "^(?=a)" }),
  "an unknown format": inField({ format: "datetime" }),
  "a limit of another type": {
    "a.json": rowSchema("a", { x: field("integer", { minLength: 1 }) }),
  },
  "a null type": { "a.json": rowSchema("a", { x: { ...text, type: ["string", "null"] } }) },
  "an object in a cell": { "a.json": rowSchema("a", { x: { ...text, type: "object" } }) },
  "a list without items": { "a.json": rowSchema("a", { x: field("array") }) },
  "a list of lists": {
    "a.json": rowSchema("a", { x: field("array", { items: { type: "array" } }) }),
  },
  "a field without type": { "a.json": rowSchema("a", { x: { title: "X", description: "X." } }) },
  "limits that cross": {
    "a.json": rowSchema("a", { x: field("integer", { minimum: 2, maximum: 1 }) }),
  },
  "too fine a step": { "a.json": rowSchema("a", { x: field("number", { multipleOf: 1e-12 }) }) },
  "a choice of another type": inField({ enum: ["a", 1] }),
  "empty text as a choice": inField({ enum: ["a", ""] }),
  "an unknown codelist": inField({ codelist: "kindz" }),
  "an enum unlike its codelist": inField({ codelist: "kinds", enum: ["urban"] }),
  "deprecated without details": inField({ deprecated: true }),
  "extensible without codelist": inField({ extensible: true }),
  "an unknown field in a key": { "a.json": rowSchema("a", {}, { table: { primaryKey: ["ids"] } }) },
  "an unknown field in required": { "a.json": rowSchema("a", {}, { required: ["id", "y"] }) },
  "an unknown field in a rule": {
    "a.json": rowSchema("a", {}, { allOf: [rule({ required: ["id"] }, { required: ["ident"] })] }),
  },
  "rows in another order than that of their key": {
    "a.json": rowSchema("a", { x: field("string") }, { table: { sortOrder: ["x", "id"] } }),
  },
  "an optional primary key": {
    "a.json": rowSchema("a", { x: field("string") }, { table: { primaryKey: ["x"] } }),
  },
  "a foreign key to no table": {
    "a.json": rowSchema(
      "a",
      { x: field("string") },
      {
        table: { foreignKeys: [{ fields: ["x"], reference: { table: "b", fields: ["id"] } }] },
      },
    ),
  },
  "a foreign key to no key": {
    "a.json": rowSchema(
      "a",
      { x: field("string") },
      {
        table: { foreignKeys: [{ fields: ["x"], reference: { table: "a", fields: ["x"] } }] },
      },
    ),
  },
  "a foreign key of another type": {
    "a.json": rowSchema(
      "a",
      { x: field("integer") },
      {
        table: { foreignKeys: [{ fields: ["x"], reference: { table: "a", fields: ["id"] } }] },
      },
    ),
  },
  "an example that is not valid": inField({ maxLength: 2, examples: ["abc"] }),
  "an example row that is not valid": { "a.json": rowSchema("a", {}, { examples: [{ id: 1 }] }) },
  "a field without description": {
    "a.json": rowSchema("a", { x: { title: "X", type: "string" } }),
  },
  "a table without description": {
    "a.json": { ...rowSchema("a", {}), description: undefined },
  },
  "a rule without consequence": {
    "a.json": rowSchema("a", {}, { allOf: [rule({ required: ["id"] })] }),
  },
  "no table at all": { "a.json": { type: "object" } },
  "no object": { "a.json": rowSchema("a", {}), "b.json": [] },
  "no files": {},
};

test.each(Object.keys(cases))("refused with a message: %s", (name) => {
  const issues = lint(cases[name] ?? {}, { kinds: codes("urban", "rural") });
  expect(issues).toMatchSnapshot();
  expect(issues.length).toBe(1);
});

test("faulty codelists", () => {
  const entry = { title: "T", description: "D." };
  const lists = {
    kinds: [
      { code: "urban", ...entry },
      { code: "urban", ...entry },
      { code: " rural", ...entry },
      { code: "a;b", ...entry },
      { code: "x", title: "", description: " " },
      { code: "old", ...entry, deprecated: "1.1", replaced_by: "gone" },
      { code: "older", ...entry, replaced_by: "old" },
    ],
  };
  expect(lint({ "a.json": rowSchema("a", {}) }, lists)).toMatchInlineSnapshot(`
    [
      "codelists/kinds.csv | codelist-invalid | "urban" | A codelist has a code twice. | Remove one.",
      "codelists/kinds.csv | codelist-invalid | " rural" | A code is empty, has spaces around it, or has a semicolon, which separates the items of a list. | Write it as one word, best in snake_case.",
      "codelists/kinds.csv | codelist-invalid | "a;b" | A code is empty, has spaces around it, or has a semicolon, which separates the items of a list. | Write it as one word, best in snake_case.",
      "codelists/kinds.csv | codelist-invalid | "x" | A code has no title. | Add it.",
      "codelists/kinds.csv | codelist-invalid | "x" | A code has no description. | Add it.",
      "codelists/kinds.csv | codelist-invalid | "old" | A code is replaced by one that the list does not have. | Add \`gone\`, or name another.",
      "codelists/kinds.csv | codelist-invalid | "older" | A code is replaced, but not deprecated. | Give the version in \`deprecated\`.",
    ]
  `);
});

test("whatever a schema file holds, it is refused or compiled, never thrown at the user", () => {
  const names = [
    "table",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "$ref",
    "$defs",
    "allOf",
    "if",
    "items",
    "enum",
    "pattern",
    "format",
    "name",
    "primaryKey",
    "__proto__",
    "x",
  ];
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom<unknown>(
        "object",
        "string",
        "array",
        "a",
        "#/$defs/x",
        false,
        true,
        null,
        0,
        -1,
        1.5,
      ),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie("tree"), { maxKeys: 5, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), tree), (random) => {
      const {
        issues,
        model,
        validators = {},
      } = compileModel({
        "a.json": { ...rowSchema("a", {}), ...random },
      });
      expect(model === undefined).toBe(issues.some(({ severity }) => severity === "error"));
      for (const validate of Object.values(validators)) validate({});
    }),
    { numRuns: 1000 },
  );
}, 120_000);

test("a schema nested thousands deep is refused", () => {
  let deep: unknown = {};
  for (let depth = 0; depth < 20_000; depth += 1) deep = { not: deep };
  expect(lint({ "a.json": rowSchema("a", { x: deep }) })).toMatchInlineSnapshot(`
    [
      "a.json | schema-invalid | The schema is nested more than 32 deep. | Flatten it.",
    ]
  `);
});
