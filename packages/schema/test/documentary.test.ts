import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { columns, documentary, type Field, type TableName, tables } from "../src/index.ts";
import { validators } from "../src/validate.ts";

const names = Object.keys(tables) as TableName[];
const fields = names.flatMap((table) => tables[table].fields.map((field) => ({ table, field })));

test("the model has its tables in order", () => {
  expect(names).toMatchInlineSnapshot(`
    [
      "sources",
      "entities",
      "names",
      "claims",
      "attributions",
      "evidence",
      "quantities",
      "quotations",
      "citations",
      "conflicts",
      "conflict_members",
      "retired_ids",
      "passages",
    ]
  `);
});

test.each(names)("the columns and keys of %s", (name) => {
  const { primaryKey, foreignKeys, uniqueKeys, sortOrder } = tables[name];
  expect({
    columns: columns[name].join(" "),
    primaryKey,
    uniqueKeys,
    sortOrder,
    foreignKeys: foreignKeys.map(
      ({ fields, reference, each }) =>
        `${fields}${each ? "[]" : ""} -> ${reference.table}.${reference.fields}`,
    ),
  }).toMatchSnapshot();
});

test.each(names)("the examples of %s are valid, as a row and one by one", (name) => {
  const examples = tables[name].schema.examples as Record<string, unknown>[];
  expect(examples.flatMap((row) => validators[name](row))).toEqual([]);
  for (const field of tables[name].fields) {
    const faults = field.examples.flatMap((value) =>
      validators[name]({ ...examples[0], [field.name]: value }).filter(
        (fault) => fault.field === field.name && fault.code !== "row-rule",
      ),
    );
    expect(faults).toEqual([]);
  }
});

test("every field has a title, a description that ends as a sentence, and an example", () => {
  const faulty = fields.filter(
    ({ field }) =>
      field.title === "" || !/\.$/.test(field.description) || field.examples.length === 0,
  );
  expect(faulty).toEqual([]);
});

const folder = join(import.meta.dirname, "../codelists");
const codesOf = (list: string): string[] => {
  const text = readFileSync(join(folder, `${list}.csv`), "utf8");
  return parse<{ code: string }>(text, { columns: true }).map(({ code }) => code);
};

test("every codelist is used, and every used one is there", () => {
  const used = new Set(fields.flatMap(({ field }) => field.codelist ?? []));
  const there = readdirSync(folder).map((name) => name.replace(/\.csv$/, ""));
  expect([...used].toSorted()).toEqual(there.toSorted());
});

test("the codes of a closed list are the field's enum, no more and no fewer; an open list has none", () => {
  const expected = (field: Field) => (field.extensible ? undefined : codesOf(field.codelist ?? ""));
  const coded = fields.filter(({ field }) => field.codelist);
  expect(coded.map(({ field }) => field.enum)).toEqual(coded.map(({ field }) => expected(field)));
  expect(coded.filter(({ field }) => field.enum).length).toBeGreaterThan(9);
});

test("examples of coded fields are codes of their list, open lists too", () => {
  const strange = fields
    .filter(({ field }) => field.codelist)
    .filter(
      ({ field }) =>
        !field.examples.every((code) => codesOf(field.codelist ?? "").includes(String(code))),
    );
  expect(strange.map(({ table, field }) => `${table}.${field.name}`)).toEqual([]);
});

test("every code has a title and a description, and no stray space", () => {
  const entries = Object.values(documentary.codelists).flat();
  const faulty = entries.filter(
    ({ code, title, description }) =>
      !/^[a-z][a-z0-9_]*$/.test(code) || title !== title.trim() || !/^\S.*\.$/u.test(description),
  );
  expect(faulty).toEqual([]);
  for (const list of Object.values(documentary.codelists))
    expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
});

test("rows are closed, and no cell is ever null, an object or of several types", () => {
  const types = new Set(fields.map(({ field }) => field.type));
  expect([...types].toSorted()).toEqual(["date", "integer", "list", "number", "string"]);
  for (const { schema } of Object.values(tables)) {
    expect(schema.additionalProperties).toBe(false);
    const properties = Object.values(schema.properties as Record<string, { type: unknown }>);
    expect(properties.filter(({ type }) => typeof type !== "string")).toEqual([]);
  }
});

test("names are in snake_case, and schemas have the address of their version", () => {
  const all = fields.flatMap(({ table, field }) => [table, field.name]);
  expect(all.filter((name) => !/^[a-z]+[0-9]*(_[a-z0-9]+)*$/.test(name))).toEqual([]);
  const { version } = JSON.parse(readFileSync(join(folder, "../package.json"), "utf8"));
  const ids = names.map((name) => tables[name].schema.$id);
  const base = `https://w3id.org/sourcebook/schema/${version.split(".").slice(0, 2).join(".")}`;
  expect(ids).toEqual(names.map((name) => `${base}/${name}.schema.json`));
});

test("a published schema is whole in itself and names the plain dialect", () => {
  const text = JSON.stringify(Object.values(tables).map(({ schema }) => schema));
  expect(text.match(/"\$(?:ref|defs|dynamicRef)"/g)).toBeNull();
  for (const { schema } of Object.values(tables))
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
});

test("what codes say beyond their words can be relied on", () => {
  const { predicates, modalities, entity_types: types } = documentary.codelists;
  const known = types.map(({ code }): string => code);
  const strange = predicates.filter(
    ({ subject_types: subjects = "", object_types: objects, value }) => {
      const named = [...subjects.split(";"), ...(objects?.split(";") ?? [])];
      return (
        !named.every((type) => known.includes(type)) ||
        !/^(none|optional|required)$/.test(value ?? "")
      );
    },
  );
  expect(strange).toEqual([]);
  expect(modalities.filter(({ happened = "" }) => !/^(yes|no)$/.test(happened))).toEqual([]);
  expect(modalities.flatMap(({ code, happened }) => (happened === "yes" ? [code] : []))).toEqual([
    "asserted",
    "reported",
  ]);
});
