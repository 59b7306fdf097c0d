import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Schema, Validator } from "@cfworker/json-schema";
import { expect, test } from "vitest";
import { type TableName, tables } from "../src/index.ts";
import { validators } from "../src/validate.ts";

interface Invalid {
  readonly table: TableName;
  readonly issue: { readonly code: string; readonly field?: string };
  readonly row: unknown;
}

const folder = join(import.meta.dirname, "invalid");
const files = readdirSync(folder).map((name) => ({
  name,
  ...(JSON.parse(readFileSync(join(folder, name), "utf8")) as Invalid),
}));

test.each(files)("$name has one issue", ({ table, row, issue }) => {
  expect(validators[table](row).map(({ code, field }) => ({ code, field }))).toEqual([issue]);
});

test("every rule on several cells of a row has a file", () => {
  const messages = new Set(
    files.flatMap(({ table, row }) => validators[table](row).map((fault) => fault.message)),
  );
  const rules = Object.values(tables).flatMap(
    ({ schema }) => (schema.allOf ?? []) as { title: string }[],
  );
  expect(rules.filter(({ title }) => !messages.has(`${title}.`))).toEqual([]);
  expect(rules.length).toBeGreaterThan(8);
});

test("every pair of cells that need each other has a file", () => {
  const pairs = Object.values(tables).flatMap(({ name, schema }) =>
    Object.entries((schema.dependentRequired ?? {}) as Record<string, string[]>).flatMap(
      ([field, needed]) => needed.map((other) => `${name}: ${field} needs ${other}`),
    ),
  );
  const shown = files.flatMap(({ table, row }) =>
    validators[table](row).flatMap(({ field, message }) => {
      const [, given] = /although `(\w+)` is given/.exec(message) ?? [];
      return given === undefined ? [] : [`${table}: ${given} needs ${field}`];
    }),
  );
  expect(pairs.filter((pair) => !shown.includes(pair))).toEqual([]);
});

// Every constraint of every field, broken one at a time in an otherwise valid row.
const wrong: Record<string, (limit: never) => unknown> = {
  type: () => ({ no: "cell" }),
  enum: () => "no-such-code",
  pattern: () => "§",
  format: () => "§",
  minLength: () => "",
  maxLength: (limit: number) => `a.${"a".repeat(limit)}`,
  minimum: (limit: number) => limit - 1,
  minItems: () => [],
  uniqueItems: () => ["a", "a"],
};

const constraints = Object.values(tables).flatMap(({ name, schema }) =>
  Object.entries(schema.properties as Record<string, Record<string, unknown>>).flatMap(
    ([field, about]) =>
      Object.keys(about)
        .filter((keyword) => keyword in wrong)
        .map((keyword) => ({
          table: name as TableName,
          field,
          keyword,
          limit: about[keyword] as never,
        })),
  ),
);

test.each(constraints)(
  "$table $field: $keyword is enforced, with one issue",
  ({ table, field, keyword, limit }) => {
    const [example] = tables[table].schema.examples as Record<string, unknown>[];
    const faults = validators[table]({ ...example, [field]: wrong[keyword]?.(limit) });
    // A cell put into the example may lack the others that must come with it.
    const own = faults.filter((fault) => fault.field === field && fault.code !== "row-rule");
    // The dot that only the ids of claims have is wrong in the others, whatever their length.
    const isDotted = keyword === "maxLength" && own.some(({ code }) => code === "cell-format");
    expect(own).toHaveLength(isDotted ? 2 : 1);
  },
);

test.each(Object.keys(tables) as TableName[])("%s: each required field is", (table) => {
  const [example] = tables[table].schema.examples as Record<string, unknown>[];
  const required = tables[table].fields.filter((field) => field.required);
  const missing = required.map(({ name }) => {
    const { [name]: _, ...rest } = example as Record<string, unknown>;
    return validators[table](rest).flatMap(({ code, field }) =>
      code === "cell-required" && field === name ? [name] : [],
    );
  });
  expect(missing).toEqual(required.map(({ name }) => [name]));
});

test("another implementation of JSON Schema refuses the same rows", () => {
  // It does not know our formats, and takes what it does not know for an annotation.
  const known = files.filter(({ table, row }) =>
    validators[table](row).every(({ code, field = "" }) => {
      const format = tables[table].fields.find(({ name }) => name === field)?.format;
      return code !== "cell-format" || format === undefined;
    }),
  );
  const other = (table: TableName) =>
    new Validator(tables[table].schema as Schema, "2020-12", false);
  expect(known.filter(({ table, row }) => other(table).validate(row).valid)).toEqual([]);
  const examples = Object.values(tables).flatMap(({ name, schema }) =>
    (schema.examples as unknown[]).map((row) => other(name as TableName).validate(row).errors),
  );
  expect(examples.flat()).toEqual([]);
  expect(known.length).toBeGreaterThan(25);
});
