import { describe, expect, test } from "vitest";
import { compileModel } from "../src/compile.ts";
import { codes, field, line, rowSchema, rule } from "./support.ts";

const part = { title: "Part", description: "A part.", type: "string", pattern: "^[a-z]+$" };
const stations = rowSchema("stations", {
  id: { $ref: "common.json#/$defs/id", title: "Station" },
  kind: field("string", { codelist: "kinds" }),
  owner: field("string", { codelist: "owners", extensible: true }),
  tags: field("array", { items: { type: "string", minLength: 1 }, uniqueItems: true }),
});
const readings = rowSchema(
  "readings",
  {
    station: field("string"),
    at: field("string", { format: "date-time" }),
    value: field("number", { unit: "µg/m³", minimum: 0 }),
    note: field("string", { maxLength: 100 }),
  },
  {
    table: {
      primaryKey: ["station", "at"],
      foreignKeys: [{ fields: ["station"], reference: { table: "stations", fields: ["id"] } }],
    },
    required: ["id", "station", "at"],
    allOf: [
      {
        ...rule({ not: { required: ["value"] } }, { required: ["note"] }),
        title: "A reading without a value has no note",
        description: "Give `value`, or say in `note` why there is none.",
      },
    ],
  },
);
const model = {
  "stations.schema.json": stations,
  "readings.schema.json": readings,
  "common.json": { $defs: { id: part } },
};
const lists = { kinds: codes("urban", "rural"), owners: codes("city") };

describe("a model of one's own", () => {
  const compiled = compileModel(model, lists, { name: "air", version: "1.2" });

  test("has no issue, and its tables in order", () => {
    expect(compiled.issues).toEqual([]);
    expect(Object.keys(compiled.model?.tables ?? {})).toEqual(["stations", "readings"]);
    expect(compiled.model?.tables.stations?.schema.properties).toMatchInlineSnapshot(`
      {
        "id": {
          "description": "A part.",
          "pattern": "^[a-z]+$",
          "title": "Station",
          "type": "string",
        },
        "kind": {
          "codelist": "kinds",
          "description": "A field.",
          "enum": [
            "urban",
            "rural",
          ],
          "title": "Field",
          "type": "string",
        },
        "owner": {
          "codelist": "owners",
          "description": "A field.",
          "extensible": true,
          "minLength": 1,
          "title": "Field",
          "type": "string",
        },
        "tags": {
          "description": "A field.",
          "items": {
            "minLength": 1,
            "type": "string",
          },
          "title": "Field",
          "type": "array",
          "uniqueItems": true,
        },
      }
    `);
  });

  const faults = (table: string, row: unknown) => compiled.validators?.[table]?.(row).map(line);

  test.each([
    ["stations", { id: "north", kind: "urban", owner: "a new owner", tags: ["a", "b"] }],
    ["readings", { id: "1", station: "north", at: "2026-01-01T00:00:00Z", value: 3.5 }],
    ["readings", { id: "1", station: "north", at: "2026-01-01T00:00:00Z", note: "broken" }],
  ])("a good row of %s has no fault", (table, row) => {
    expect(faults(table, row)).toEqual([]);
  });

  test("all faults of a row are found at once, and can be read", () => {
    expect([
      faults("stations", { id: "North 1", kind: "urbn", owner: "", tags: ["a", "a", ""], knd: 1 }),
      faults("stations", { id: null, kind: 3, tags: "a;b" }),
      faults("readings", { station: "north", at: "2026-01-01 00:00", value: -1 }),
      faults("readings", { id: "1", station: "n", at: "2026-01-01T00:00:00Z" }),
      faults("readings", "a line"),
      faults("readings", {
        id: "1",
        station: "n",
        at: "2026-01-01T00:00:00Z",
        note: "x".repeat(101),
      }),
    ]).toMatchInlineSnapshot(`
      [
        [
          "knd | field-unknown | "1" | There is no field \`knd\`. | Did you mean \`kind\`?",
          "id | cell-format | "North 1" | \`id\` has not the right form. | It must match ^[a-z]+$",
          "kind | cell-code | "urbn" | \`kind\` has a value that is not in its list. | Did you mean \`urban\`?",
          "owner | cell-length | "" | \`owner\` is given, but empty. | Leave out what is not stated.",
          "tags | cell-length | "" | \`tags\` is given, but empty. | Leave out what is not stated.",
          "tags | cell-repeats | "a;a;" | \`tags\` lists an item twice. | Remove the second.",
        ],
        [
          "id | cell-type | "null" | \`id\` is given, but empty. | Leave out what is not stated.",
          "kind | cell-type | "3" | \`kind\` is not text. | Write it as text.",
          "tags | cell-type | "a;b" | \`tags\` is not a list. | Write it as a list.",
        ],
        [
          "id | cell-required | \`id\` is empty. | Give it a value.",
          "at | cell-format | "2026-01-01 00:00" | \`at\`: This is no instant. | Write it as 1988-07-31T12:00:00Z, or with its offset from UTC.",
          "value | cell-range | "-1" | \`value\` is out of range. | Give a number of at least 0.",
        ],
        [
          "note | row-rule | A reading without a value has no note. | Give \`value\`, or say in \`note\` why there is none.",
        ],
        [
          "cell-type | "a line" | The row is no object. | Give an object with a property for each field.",
        ],
        [
          "note | cell-length | "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" | \`note\` is too long. | Give at most 100 characters.",
        ],
      ]
    `);
  });
});

test("names of things that every object has are not taken for cells", () => {
  const { validators } = compileModel({ "a.json": rowSchema("a", {}) });
  const row = JSON.parse('{"__proto__": {"id": "x"}, "toString": "y"}');
  expect(validators?.a?.(row).map(line)).toMatchInlineSnapshot(`
    [
      "id | cell-required | \`id\` is empty. | Give it a value.",
      "__proto__ | field-unknown | "{…}" | There is no field \`__proto__\`. | The fields are id.",
      "toString | field-unknown | "y" | There is no field \`toString\`. | The fields are id.",
    ]
  `);
});

test("what has no words yet is a warning, and goes by its name", () => {
  const bare = {
    table: { name: "a", title: "A", primaryKey: ["id"] },
    type: "object",
    properties: { id: { type: "string" } },
    required: ["id"],
    additionalProperties: false,
  };
  const { issues, model } = compileModel({ "a.json": bare });
  expect(issues.map(({ severity, code }) => `${severity} ${code}`)).toEqual(
    Array.from({ length: 4 }, () => "warning schema-missing"),
  );
  expect(model?.tables.a).toMatchInlineSnapshot(`
    {
      "description": "",
      "fields": [
        {
          "definitionVersion": 1,
          "description": "",
          "examples": [],
          "minLength": 1,
          "name": "id",
          "required": true,
          "title": "id",
          "type": "string",
        },
      ],
      "foreignKeys": [],
      "name": "a",
      "primaryKey": [
        "id",
      ],
      "schema": {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "additionalProperties": false,
        "properties": {
          "id": {
            "minLength": 1,
            "type": "string",
          },
        },
        "required": [
          "id",
        ],
        "table": {
          "name": "a",
          "primaryKey": [
            "id",
          ],
          "title": "A",
        },
        "type": "object",
      },
      "sortOrder": [
        "id",
      ],
      "title": "A",
      "uniqueKeys": [],
    }
  `);
});

test("cells that a row only inherits are none of its own", () => {
  const { validators } = compileModel({ "a.json": rowSchema("a", { x: field("string") }) });
  const heir: unknown = Object.create({ id: "1", x: 5, y: 6 });
  expect(validators?.a?.(heir).map(line)).toEqual([
    "id | cell-required | `id` is empty. | Give it a value.",
  ]);
});

test("a slow pattern is let through beside a short maxLength, and stays bounded", () => {
  const slow = rowSchema("a", { text: field("string", { pattern: "\\s+$", maxLength: 20 }) });
  const { issues, validators } = compileModel({ "a.json": slow });
  expect(issues).toEqual([]);
  expect(validators?.a?.({ id: "1", text: "ends here  " })).toEqual([]);
  const codesOf = (text: string) => validators?.a?.({ id: "1", text }).map(({ code }) => code);
  expect(codesOf(`${" ".repeat(1_000_000)}x`)).toEqual(["cell-length", "cell-format"]);
});
