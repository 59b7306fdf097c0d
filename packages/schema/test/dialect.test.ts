import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dialectAjv, emitDialect } from "../scripts/emit-dialect.ts";
import dialect from "../src/dialect/schema.json" with { type: "json" };
import { checkDialect } from "../src/generated/dialect.js";

const home = join(import.meta.dirname, "..");

test("the check is that of the dialect as it stands: build after a change of it", () => {
  expect(readFileSync(join(home, "src/generated/dialect.js"), "utf8")).toBe(emitDialect().code);
});

const schemas = readdirSync(join(home, "schemas"))
  .filter((name) => name.endsWith(".schema.json"))
  .map((name) => readFileSync(join(home, "schemas", name), "utf8"));
const strange = fc.constantFrom<unknown>(
  "",
  "x",
  "id",
  0,
  -1,
  true,
  null,
  [],
  ["a", "a"],
  {},
  {
    table: {},
  },
);

/** A schema of ours in which some value stands that does not belong there, or some name. */
const nearlySchema = fc
  .tuple(fc.constantFrom(...schemas), fc.array(fc.tuple(fc.nat(), strange), { maxLength: 3 }))
  .map(([text, changes]) => {
    const schema: unknown = JSON.parse(text);
    for (const [at, value] of changes) {
      const objects = objectsIn(schema);
      const object = objects[at % objects.length] ?? {};
      const names = [
        ...Object.keys(object),
        "pattern",
        "items",
        "table",
        "uniqueItems",
        "misspelt",
      ];
      Object.assign(object, { [names[at % names.length] ?? ""]: structuredClone(value) });
    }
    return schema;
  });

const objectsIn = (value: unknown): readonly object[] =>
  typeof value === "object" && value !== null
    ? [value, ...Object.values(value).flatMap(objectsIn)]
    : [];

test("the check finds what ajv finds, in the same order", () => {
  const check = dialectAjv().compile(dialect);
  let faulty = 0;
  fc.assert(
    fc.property(nearlySchema, (schema) => {
      const isValid = check(schema);
      expect(checkDialect(schema)).toBe(isValid);
      expect(checkDialect.errors).toEqual(check.errors);
      if (!isValid) faulty += 1;
    }),
    { numRuns: 500 },
  );
  expect(faulty).toBeGreaterThan(100);
});
