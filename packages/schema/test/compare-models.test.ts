import { expect, test } from "vitest";
import { compileModel } from "../src/compile.ts";
import {
  type CodelistEntry,
  compareModels,
  documentary,
  type Model,
  type ModelFinding,
  type Policy,
  versionRules,
} from "../src/index.ts";
import { codes, field, rowSchema, rule } from "./support.ts";

type Lists = Record<string, readonly CodelistEntry[]>;

function model(schemas: Record<string, unknown>, lists: Lists = {}): Model {
  const compiled = compileModel(schemas, lists);
  if (!compiled.model) throw new Error(JSON.stringify(compiled.issues));
  return compiled.model;
}

const schema = (properties: object = {}, more: object = {}) =>
  rowSchema("a", properties as never, more as never);
const withField = (about: object, type = "string") => ({
  a: schema({ x: field(type, about as never) }),
});
const listed = (open: boolean) =>
  withField({ codelist: "kinds", ...(open && { extensible: true }) });
const kinds = (...list: string[]) => ({ kinds: codes(...list) });
const oldKind = [
  ...codes("k"),
  { code: "l", title: "l", description: "The code l.", deprecated: "1.1", replaced_by: "k" },
];
const withColumn = (cell: string) => [
  { code: "k", title: "k", description: "The code k.", takes: cell },
];
const table = (about: object) => ({
  a: schema({ x: field("string") }, { table: about, required: ["id", "x"] }),
});

type Side = readonly [Record<string, unknown>, Lists?];

// For every kind of change a smallest pair of models that shows it.
const pairs: Record<string, readonly [before: Side, after: Side]> = {
  "SV001 table removed": [[{ a: schema(), b: rowSchema("b", {}) }], [{ a: schema() }]],
  "SV002 column removed": [[withField({})], [{ a: schema() }]],
  "SV003 column added at the end": [[{ a: schema() }], [withField({})]],
  "SV003 SV008 filled column added at the end": [
    [{ a: schema() }],
    [{ a: schema({ x: field("string") }, { required: ["id", "x"] }) }],
  ],
  "SV004 column added before others": [
    [withField({})],
    [{ a: schema({ y: field("string"), x: field("string") }) }],
  ],
  "SV004 columns exchanged": [
    [{ a: schema({ x: field("string"), y: field("string") }) }],
    [{ a: schema({ y: field("string"), x: field("string") }) }],
  ],
  "SV005 SV036 type changed": [[withField({})], [withField({}, "integer")]],
  "SV005 type widened": [[withField({}, "integer")], [withField({}, "number")]],
  "SV005 type narrowed": [[withField({}, "number")], [withField({}, "integer")]],
  "SV005 SV013 type narrowed, maximum dropped": [
    [withField({ maximum: 1 }, "number")],
    [withField({}, "integer")],
  ],
  "SV005 format added": [[withField({})], [withField({ format: "uri" })]],
  "SV005 format dropped": [[withField({ format: "uri" })], [withField({})]],
  "SV005 format changed": [[withField({ format: "edtf" })], [withField({ format: "uri" })]],
  "SV005 unit changed": [
    [withField({ unit: "m" }, "number")],
    [withField({ unit: "km" }, "number")],
  ],
  "SV006 meaning changed": [[withField({})], [withField({ definitionVersion: 2 })]],
  "SV006 what follows from a code changed": [
    [listed(true), { kinds: withColumn("yes") }],
    [listed(true), { kinds: withColumn("no") }],
  ],
  "SV007 SV036 filled column may be empty": [
    [{ a: schema({ x: field("string") }, { required: ["id", "x"] }) }],
    [withField({})],
  ],
  "SV008 SV036 column must be filled": [
    [withField({})],
    [{ a: schema({ x: field("string") }, { required: ["id", "x"] }) }],
  ],
  "SV009 code added, list extensible": [
    [listed(true), kinds("k")],
    [listed(true), kinds("k", "l")],
  ],
  "SV010 SV036 code added, list closed": [
    [listed(false), kinds("k")],
    [listed(false), kinds("k", "l")],
  ],
  "SV010 SV036 list opened": [
    [listed(false), kinds("k")],
    [listed(true), kinds("k")],
  ],
  "SV010 SV036 choice added": [[withField({ enum: ["k"] })], [withField({ enum: ["k", "l"] })]],
  "SV011 SV036 code removed, list closed": [
    [listed(false), kinds("k", "l")],
    [listed(false), kinds("k")],
  ],
  "SV011 code removed, list extensible": [
    [listed(true), kinds("k", "l")],
    [listed(true), kinds("k")],
  ],
  "SV012 maximum lowered": [
    [withField({ maximum: 10 }, "number")],
    [withField({ maximum: 5 }, "number")],
  ],
  "SV012 pattern added": [[withField({})], [withField({ pattern: "^a" })]],
  "SV012 SV036 list closed": [
    [listed(true), kinds("k")],
    [listed(false), kinds("k")],
  ],
  "SV012 rule added": [
    [withField({})],
    [
      {
        a: schema(
          { x: field("string") },
          { allOf: [rule({ required: ["id"] }, { required: ["x"] })] },
        ),
      },
    ],
  ],
  "SV012 cells need each other": [
    [withField({})],
    [{ a: schema({ x: field("string") }, { dependentRequired: { id: ["x"] } }) }],
  ],
  "SV012 a code goes with less": [
    [listed(true), { kinds: withColumn("a;b") }],
    [listed(true), { kinds: withColumn("a") }],
  ],
  "SV012 SV013 pattern changed": [[withField({ pattern: "^a" })], [withField({ pattern: "^b" })]],
  "SV013 maximum raised": [
    [withField({ maximum: 5 }, "number")],
    [withField({ maximum: 10 }, "number")],
  ],
  "SV013 maxLength dropped": [[withField({ maxLength: 5 })], [withField({})]],
  "SV013 rule dropped": [
    [{ a: schema({ x: field("string") }, { dependentRequired: { id: ["x"] } }) }],
    [withField({})],
  ],
  "SV013 a code goes with more": [
    [listed(true), { kinds: withColumn("a") }],
    [listed(true), { kinds: withColumn("a;b") }],
  ],
  "SV014 SV018 primary key changed": [[table({})], [table({ primaryKey: ["id", "x"] })]],
  "SV015 unique key dropped": [[table({ uniqueKeys: [["x"]] })], [table({})]],
  "SV016 foreign key added": [
    [table({})],
    [table({ foreignKeys: [{ fields: ["x"], reference: { table: "a", fields: ["id"] } }] })],
  ],
  "SV019 table added": [[{ a: schema() }], [{ a: schema(), b: rowSchema("b", {}) }]],
  "SV030 column deprecated": [
    [withField({})],
    [
      withField({
        deprecated: true,
        deprecatedDetails: { since: "1.1", description: "Use `id`." },
      }),
    ],
  ],
  "SV030 code deprecated": [
    [listed(true), kinds("k", "l")],
    [listed(true), { kinds: oldKind }],
  ],
  "SV030 table deprecated": [
    [{ a: schema() }],
    [
      {
        a: schema(
          {},
          { deprecated: true, deprecatedDetails: { since: "1.1", description: "Use b." } },
        ),
      },
    ],
  ],
  "SV032 description changed": [[withField({})], [withField({ description: "Other words." })]],
  "SV032 title of a code changed": [
    [listed(true), kinds("k")],
    [listed(true), { kinds: [{ code: "k", title: "K", description: "The code k." }] }],
  ],
};

const compare = (name: string, policy?: Policy): readonly ModelFinding[] => {
  const [[before, beforeLists], [after, afterLists]] = pairs[name] ?? [[{}], [{}]];
  return compareModels(model(before, beforeLists), model(after, afterLists), policy);
};

const policies = ["default", "datapackage", "croissant", "strict"] as const;

test.each(Object.keys(pairs))("%s", (name) => {
  const expected = name.split(" ").filter((word) => /^SV\d/.test(word));
  const findings = compare(name);
  expect([...new Set(findings.map((found) => found.rule))].toSorted()).toEqual(expected);
  const judged = policies.map((policy) => {
    const bumps = compare(name, policy).map(
      ({ rule: id, bump }) => `${id} ${bump.schema}/${bump.data}`,
    );
    return `${policy}: ${[...new Set(bumps)].join(", ")}`;
  });
  const told = findings.map(
    ({ breaks, table: inTable, field: inField, sentence }) =>
      `${[inTable, inField].filter(Boolean).join(".")} [${breaks.join(", ")}] ${sentence}`,
  );
  expect([...judged, ...told]).toMatchSnapshot();
});

test("every rule that a model can show has a pair", () => {
  const shown = new Set(Object.keys(pairs).flatMap((name) => name.match(/SV\d{3}/g) ?? []));
  const ofReleases = [
    "SV017",
    "SV020",
    "SV021",
    "SV022",
    "SV023",
    "SV024",
    "SV025",
    "SV026",
    "SV027",
    "SV028",
    "SV029",
    "SV031",
    "SV033",
    "SV034",
    "SV035",
  ];
  expect(Object.keys(versionRules).filter((id) => !shown.has(id))).toEqual(ofReleases);
});

test("a model does not differ from itself, nor from one whose keywords stand in another order", () => {
  const rules = {
    allOf: [rule({ required: ["id"] }, { required: ["x"] })],
    dependentRequired: { x: ["id"] },
  };
  const turned = Object.fromEntries(
    Object.entries(schema({ x: field("string") }, rules)).toReversed(),
  );
  expect(
    compareModels(model({ a: schema({ x: field("string") }, rules) }), model({ a: turned })),
  ).toEqual([]);
  expect(compareModels(documentary, documentary)).toEqual([]);
});
