import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { emitShapes } from "../../scripts/emit-shapes.ts";
import { validators } from "../../src/generated/record-shapes.js";
import { type RecordFileKind, recordSchemas } from "../../src/records/record-schemas.ts";

const kinds = Object.keys(recordSchemas) as RecordFileKind[];

test("the validators are those of the schemas as they stand: build after a change of one", () => {
  const generated = join(import.meta.dirname, "../../src/generated/record-shapes.js");
  expect(readFileSync(generated, "utf8")).toBe(emitShapes(recordSchemas).code);
});

test.each(kinds)("the validator of %s finds what ajv finds, in the same order", (kind) => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  const validate = ajv.compile(recordSchemas[kind]);
  fc.assert(
    fc.property(valueNear(recordSchemas[kind]), (value) => {
      expect([validators[kind](value), places(validators[kind].errors)]).toEqual([
        validate(value),
        places(validate.errors),
      ]);
    }),
  );
});

const places = (errors: readonly ErrorObject[] | null | undefined) =>
  errors?.map(({ keyword, instancePath, params, message }) => ({
    keyword,
    instancePath,
    params,
    message,
  }));

/** Values of the shape that a schema asks for, and now and then of another. */
function valueNear(schema: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const { properties, additionalProperties, items, else: otherwise, then: first } = schema;
  const text = fc.constantFrom("", "a", "12", "-0.5", "\u{1f4dc}", "x".repeat(1001));
  const near = (inner: unknown) => valueNear(inner as Readonly<Record<string, unknown>>);
  if (first !== undefined) return fc.oneof(near(first), near(otherwise));
  const strange = { weight: 1, arbitrary: fc.constantFrom<unknown>("", "a", [], {}) };
  if (items !== undefined) {
    return fc.oneof(strange, { weight: 9, arbitrary: fc.array(near(items), { maxLength: 3 }) });
  }
  if (typeof additionalProperties === "object") {
    const keys = fc.constantFrom("", "a", "no/such~key");
    return fc.oneof(strange, {
      weight: 9,
      arbitrary: fc.dictionary(keys, near(additionalProperties), { maxKeys: 2 }),
    });
  }
  if (typeof properties === "object" && properties !== null) {
    const known = Object.entries(properties).map(([key, inner]) => [key, near(inner)] as const);
    const all = { ...Object.fromEntries(known), "no/such~key": text };
    return fc.oneof(strange, { weight: 9, arbitrary: fc.record(all, { requiredKeys: [] }) });
  }
  return fc.oneof(strange, { weight: 9, arbitrary: text });
}
