import { join } from "node:path";
import { expect, test } from "vitest";
import { checkCompat } from "../../src/compat/check-compat.ts";
import { parseExpectations } from "../../src/compat/parse-expectations.ts";
import { cutRelease } from "../../src/cut-release.ts";
import { openComparable } from "../../src/diff/open-comparable.ts";
import { defineTable, makeRelease, makeTable } from "../diff/tables.ts";
import { temporaryFolder } from "../support/folders.ts";
import { tinyDataset } from "../support/tiny-dataset.ts";

const shops = defineTable({
  name: "shops",
  fields: [
    "id",
    { name: "kind", codelist: "kinds", enum: ["bakery", "bank"] },
    "size:integer",
    "opened:date",
    "tags:list",
  ],
});
const release = makeRelease([
  makeTable(shops, [
    { id: "a", kind: "bakery", size: 3, tags: ["old", "small"] },
    { id: "b", kind: "bakery", opened: "2020-01-01" },
    { id: "c", kind: "bank", tags: ["old"] },
  ]),
]);

async function check(yaml: string): Promise<readonly string[]> {
  const { expectations, faults } = parseExpectations(yaml);
  if (!expectations) throw new Error(JSON.stringify(faults));
  const found = await checkCompat(expectations, release);
  return found.map(({ code, message }) => `${code}: ${message}`);
}

const shopsWith = (fields: string): string => `tables: { shops: { fields: { ${fields} } } }`;

test("a release that keeps everything", async () => {
  const found = await check(`
dataset: shop
tables:
  shops:
    key: [id]
    rows: 3
    fields:
      id: { type: string, required: true }
      kind: { codes: [bank, bakery], only: true }
      size: number
      opened: string
      tags: { type: list, codes: [old] }
`);
  expect(found).toEqual([]);
});

test("everything that a release does not keep, in the order of the expectations", async () => {
  const found = await check(`
dataset: stores
tables:
  staff: {}
  shops:
    key: [id, kind]
    rows: 4
    fields:
      city: string
      size: { type: boolean, required: true }
      kind: { codes: [bakery, bar], only: true }
`);
  expect(found).toEqual([
    "dataset-other: This is a release of shop, not of stores.",
    "table-missing: There is no table staff.",
    "key-changed: The primary key of shops is id, not id, kind.",
    "field-missing: shops has no field city.",
    "type-changed: shops.size is of the type integer, not boolean.",
    "rows-missing: shops has 3 rows, fewer than 4.",
    "cell-empty: shops.size is empty in 2 rows.",
    "code-missing: shops.kind never says bar.",
    "code-unknown: shops.kind can say bank.",
  ]);
});

test.each([
  ["integer", "number", []],
  ["number", "integer", ["type-changed: t.a is of the type number, not integer."]],
  ["date", "string", []],
  ["string", "date", ["type-changed: t.a is of the type string, not date."]],
  ["list", "string", ["type-changed: t.a is of the type list, not string."]],
])("a field of the type %s for one who expects %s", async (found, expected, faults) => {
  const table = makeTable(defineTable({ name: "t", fields: ["id", `a:${found}`] }), []);
  const { expectations } = parseExpectations(`tables: { t: { fields: { a: ${expected} } } }`);
  if (!expectations) throw new Error("The expectations do not parse");
  const result = await checkCompat(expectations, makeRelease([table]));
  expect(result.map(({ code, message }) => `${code}: ${message}`)).toEqual(faults);
});

test("a closed list says which codes may occur, used or not; without one the rows say it", async () => {
  expect(await check(shopsWith("kind: { codes: [bakery], only: true }"))).toEqual([
    "code-unknown: shops.kind can say bank.",
  ]);
  expect(await check(shopsWith("tags: { codes: [old, new], only: true }"))).toEqual([
    "code-missing: shops.tags never says new.",
    "code-unknown: shops.tags can say small.",
  ]);
});

test("the expectations of a reader of a real release", async () => {
  const releasesFolder = temporaryFolder();
  await cutRelease(tinyDataset(), { releasesFolder, toolVersion: "0.0.0" });
  const { expectations } = parseExpectations(`
tables:
  readings: { key: [id], rows: 5, fields: { value: number, kind: { codes: [air, soil] } } }
`);
  if (!expectations) throw new Error("The expectations do not parse");
  for (const path of ["1.0.0", "tiny-1.0.0.zip"]) {
    const opened = await openComparable(join(releasesFolder, "tiny", path));
    expect(await checkCompat(expectations, opened)).toEqual([
      {
        code: "code-missing",
        table: "readings",
        field: "kind",
        message: "readings.kind never says soil.",
        fix: "Look for its replacement in changes/CHANGELOG.md.",
      },
    ]);
  }
});
