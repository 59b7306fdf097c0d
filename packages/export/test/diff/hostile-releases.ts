import type { Cell, Row } from "@sourcebook/schema";
import fc from "fast-check";
import { formatKey } from "../../src/diff/keys.ts";
import type { Comparable } from "../../src/diff/release-diff.ts";
import { defineTable, makeRelease, makeTable } from "./tables.ts";

const text = fc.string({
  unit: fc.constantFrom(...'a/~;"\n\r,0é\u{1f600}'),
  minLength: 1,
  maxLength: 3,
});
// Few of them, so that fields and tables of two releases often meet.
const fieldNames = ["b", "c", "d", "__proto__", "constructor", "length"] as const;
const types = ["string", "integer", "number", "boolean", "list"] as const;
type Type = (typeof types)[number];

const cellOfType: Record<Type, fc.Arbitrary<Cell>> = {
  string: text,
  integer: fc.integer({ min: -2, max: 12 }),
  number: fc.constantFrom(0, 0.5, -1.25, 1e-7, 10, 9),
  boolean: fc.boolean(),
  list: fc.array(text, { minLength: 1, maxLength: 2 }),
};

const keyCell = (type: "string" | "integer"): fc.Arbitrary<Cell> =>
  type === "string"
    ? fc.string({ unit: fc.constantFrom(..."a/~9"), minLength: 1, maxLength: 2 })
    : fc.integer({ min: 0, max: 12 });

const table = (name: string) =>
  fc
    .record({
      keyTypes: fc.array(fc.constantFrom("string", "integer"), { minLength: 1, maxLength: 2 }),
      keyName: fc.constantFrom("id", "key"),
      fields: fc.uniqueArray(
        fc.record({ name: fc.constantFrom(...fieldNames), type: fc.constantFrom(...types) }),
        { selector: ({ name }) => name, maxLength: 4 },
      ),
    })
    .chain(({ keyTypes, keyName, fields }) => {
      const keyFields = keyTypes.map((type, at) => ({ name: `${keyName}${at}`, type }));
      const row = fc
        .tuple(
          fc.tuple(...keyFields.map(({ type }) => keyCell(type))),
          fc.tuple(...fields.map(({ type }) => fc.option(cellOfType[type], { nil: undefined }))),
        )
        .map(([key, cells]): Row => {
          const names = [...keyFields, ...fields].map((field) => field.name);
          const stated = [...key, ...cells].flatMap((cell, at) =>
            cell === undefined ? [] : [[names[at] ?? "", cell] as const],
          );
          return Object.fromEntries(stated);
        });
      const definition = defineTable({
        name,
        fields: [...keyFields, ...fields],
        primaryKey: keyFields.map((field) => field.name),
      });
      const keyText = (row: Row): string =>
        formatKey(definition.primaryKey.map((field) => row[field] ?? ""));
      return fc
        .uniqueArray(row, { selector: keyText, maxLength: 6 })
        .map((rows) => ({ definition, rows }));
    });

type Sketch = { definition: ReturnType<typeof defineTable>; rows: readonly Row[] };

const sketches: fc.Arbitrary<readonly Sketch[]> = fc
  .subarray(["t", "u", "__proto__"])
  .chain((names) => fc.tuple(...names.map(table)));

const build = (tables: readonly Sketch[]): Comparable =>
  makeRelease(tables.map(({ definition, rows }) => makeTable(definition, rows)));

/** One edit of a kind that the diff should recognise; ids and names may clash with what is there. */
const edits = {
  renameField: ({ definition, rows }: Sketch): Sketch => {
    const from = definition.fields.at(-1)?.name ?? "";
    if (definition.fields.some(({ name }) => name === "renamed")) return { definition, rows };
    const rename = (name: string): string => (name === from ? "renamed" : name);
    return {
      definition: {
        ...definition,
        fields: definition.fields.map((field) => ({ ...field, name: rename(field.name) })),
        primaryKey: definition.primaryKey.map(rename),
      },
      rows: rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, cell]) => [rename(name), cell])),
      ),
    };
  },
  renameTable: ({ definition, rows }: Sketch): Sketch => ({
    definition: { ...definition, name: `${definition.name}2` },
    rows,
  }),
  moveRow: ({ definition, rows: [first, ...rest] }: Sketch): Sketch => {
    const [part = ""] = definition.primaryKey;
    if (!first) return { definition, rows: rest };
    const moved = Object.fromEntries([
      ...Object.entries(first),
      [part, typeof first[part] === "number" ? 99 : "moved"],
    ]);
    return { definition, rows: [moved, ...rest] };
  },
  dropRow: ({ definition, rows: [, ...rest] }: Sketch): Sketch => ({ definition, rows: rest }),
  dropField: ({ definition, rows }: Sketch): Sketch => {
    const last = definition.fields.at(-1)?.name ?? "";
    if (definition.primaryKey.includes(last)) return { definition, rows };
    return {
      definition: { ...definition, fields: definition.fields.slice(0, -1) },
      rows: rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => name !== last)),
      ),
    };
  },
  reverseFields: ({ definition, rows }: Sketch): Sketch => ({
    definition: { ...definition, fields: definition.fields.toReversed() },
    rows,
  }),
} as const;

const edit = fc.constantFrom(...Object.values(edits));

/** Two releases: unrelated ones over the same few names, or one and its edits. */
export const releasePair: fc.Arbitrary<{ before: Comparable; after: Comparable }> = fc.oneof(
  fc.tuple(sketches, sketches).map(([a, b]) => ({ before: build(a), after: build(b) })),
  fc.tuple(sketches, fc.array(edit, { minLength: 1, maxLength: 3 })).map(([tables, changes]) => ({
    before: build(tables),
    after: build(tables.map((table) => changes.reduce((made, change) => change(made), table))),
  })),
);
