import fc from "fast-check";
import { expect, test } from "vitest";
import { type CompiledModel, compileModel } from "../src/compile.ts";
import { compareModels } from "../src/index.ts";
import { codes, field, rowSchema, rule } from "./support.ts";

// Small enough that rows of one model often fit another.
const textField = fc.record(
  {
    format: fc.constantFrom("date", "edtf", "uri"),
    pattern: fc.constantFrom("^[a-z]+$", "^[a-z0-9-]+$", "^a"),
    minLength: fc.integer({ min: 1, max: 3 }),
    maxLength: fc.integer({ min: 3, max: 8 }),
  },
  { requiredKeys: [] },
);
const numberField = fc.record(
  {
    minimum: fc.integer({ min: -1, max: 1 }),
    maximum: fc.integer({ min: 1, max: 3 }),
    exclusiveMinimum: fc.integer({ min: -1, max: 1 }),
    exclusiveMaximum: fc.integer({ min: 2, max: 3 }),
    multipleOf: fc.constantFrom(0.5, 1, 2),
    unit: fc.constantFrom("m", "km"),
  },
  { requiredKeys: [] },
);
const codedField = fc.oneof(
  fc.constantFrom({ codelist: "kinds" }, { codelist: "kinds", extensible: true }),
  fc.subarray(["a", "ab", "abc"], { minLength: 1 }).map((choices) => ({ enum: choices })),
);
const listField = fc.record(
  {
    items: fc.constantFrom({ type: "string" }, { type: "string", pattern: "^[a-z]+$" }),
    minItems: fc.integer({ min: 0, max: 1 }),
    maxItems: fc.integer({ min: 1, max: 2 }),
    uniqueItems: fc.boolean(),
  },
  { requiredKeys: ["items"] },
);
const anyField = fc.oneof(
  textField.map((about) => field("string", about)),
  codedField.map((about) => field("string", about)),
  fc
    .tuple(fc.constantFrom("integer", "number"), numberField)
    .map(([type, about]) => field(type, about)),
  listField.map((about) => field("array", about)),
  fc.constant(field("boolean")),
);

const names = ["x", "y", "z"];
const column = fc.record({
  name: fc.constantFrom(...names),
  about: anyField,
  required: fc.boolean(),
});
const columns = fc.uniqueArray(column, { selector: ({ name }) => name, maxLength: 3 });
const rules = fc.subarray(["x needs y", "z needs x", "x is a, so y", "no y, so z"]);
const spec = fc.record({
  columns,
  rules,
  kinds: fc.subarray(["a", "ab", "abc"], { minLength: 1 }),
});

type Spec = {
  columns: { name: string; about: object; required: boolean }[];
  rules: string[];
  kinds: string[];
};

const change = fc.record({
  columns,
  rules: fc.option(rules),
  kinds: fc.option(spec.map(({ kinds }) => kinds)),
  keep: fc.subarray(names),
});

// The second model is the first with some of its columns, rules and codes replaced.
const pair = fc
  .tuple(spec, change)
  .map(([before, { columns: others, rules: otherRules, kinds, keep }]): [Spec, Spec] => {
    const kept = before.columns.map((old) =>
      keep.includes(old.name) ? old : (others.find(({ name }) => name === old.name) ?? old),
    );
    const added = others.filter(({ name }) => !before.columns.some((old) => old.name === name));
    return [
      before,
      {
        columns: [...kept, ...added],
        rules: otherRules ?? before.rules,
        kinds: kinds ?? before.kinds,
      },
    ];
  });

function compile({ columns: all, rules: wanted, kinds }: Spec): CompiledModel {
  const has = (...needed: string[]) => needed.every((name) => all.some((one) => one.name === name));
  const pairs = Object.fromEntries(
    wanted.flatMap((words): [string, string[]][] => {
      const [, from, to] = /^(\w) needs (\w)$/.exec(words) ?? [];
      return from && to && has(from, to) ? [[from, [to]]] : [];
    }),
  );
  const isX = { properties: { x: { const: "a" } }, required: ["x"] };
  return compileModel(
    {
      "a.json": rowSchema("a", Object.fromEntries(all.map(({ name, about }) => [name, about])), {
        required: ["id", ...all.filter(({ required }) => required).map(({ name }) => name)],
        dependentRequired: pairs,
        allOf: [
          ...(wanted.includes("x is a, so y") && has("x", "y")
            ? [rule(isX, { required: ["y"] })]
            : []),
          ...(wanted.includes("no y, so z") && has("y", "z")
            ? [rule({ not: { required: ["y"] } }, { required: ["z"] })]
            : []),
        ],
      }),
    },
    { kinds: codes(...kinds) },
  );
}

const values = [
  "a",
  "ab",
  "abc",
  "abcd",
  "abcdefghi",
  "b1",
  "-",
  "2020-01-01",
  "2020",
  "a:b",
  "http://a.b",
  -1,
  0,
  0.5,
  1,
  1.5,
  2,
  3,
  4,
  true,
  [],
  ["a"],
  ["a", "a"],
  ["a", "B"],
  ["a", "b", "c"],
];
// A row is drawn from the cells that one of the two models takes, each column on its own.
const picks = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 40, maxLength: 40 });

function drawRows(
  models: readonly CompiledModel[],
  drawn: readonly (readonly number[])[],
): object[] {
  const takes = (name: string, value: unknown) =>
    models.some(({ validators }) =>
      validators
        ?.a?.({ id: "1", [name]: value })
        .every(({ field: at, code }) => at !== name || code === "row-rule"),
    );
  const pools = names.map((name) => [undefined, ...values.filter((value) => takes(name, value))]);
  return drawn.map((numbers) => ({
    id: "1",
    ...Object.fromEntries(
      names.flatMap((name, index) => {
        const pool = pools[index] ?? [];
        const value = pool[(numbers[index] ?? 0) % pool.length];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  }));
}

test("a change that breaks nobody never makes a valid row invalid, in either direction", () => {
  const seen = { compatible: 0, rows: 0 };
  fc.assert(
    fc.property(pair, picks, ([first, second], drawn) => {
      const [before, after] = [compile(first), compile(second)];
      fc.pre(before.model !== undefined && after.model !== undefined);
      if (!before.model || !after.model) return;
      const findings = compareModels(before.model, after.model);
      const breaks = new Set(findings.flatMap((found) => found.breaks));
      const rows = drawRows([before, after], drawn);
      const isValid = (model: CompiledModel, one: unknown) =>
        model.validators?.a?.(one).length === 0;
      const was = rows.filter((one) => isValid(before, one));
      const is = rows.filter((one) => isValid(after, one));
      if (!breaks.has("writers")) expect(was.filter((one) => !isValid(after, one))).toEqual([]);
      if (!breaks.has("readers")) expect(is.filter((one) => !isValid(before, one))).toEqual([]);
      if (findings.length > 0 && breaks.size < 2) {
        seen.compatible += 1;
        seen.rows += breaks.has("writers") ? is.length : was.length;
      }
    }),
    { numRuns: 500 },
  );
  // The property must have had something to judge.
  expect(seen.compatible).toBeGreaterThan(50);
  expect(seen.rows).toBeGreaterThan(500);
}, 120_000);
