import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changeLinesCsv, changesCsv } from "../../src/changes/changes-csv.ts";
import { changesJson } from "../../src/changes/changes-json.ts";
import { changesMarkdown } from "../../src/changes/changes-markdown.ts";
import { type ChangeLine, changeColumns } from "../../src/changes/list-changes.ts";
import { collectDiff } from "../../src/diff/diff-releases.ts";
import type { RecordedChange } from "../../src/verdict/finding.ts";
import { judgeReleases } from "../../src/verdict/judge-releases.ts";
import { defineTable, makeRelease, makeTable } from "../diff/tables.ts";

const shops = defineTable({ name: "shops", fields: ["id", "name", "town"] });
const renewed = defineTable({ name: "shops", fields: ["id", "name", "place"] });
const before = makeRelease([
  makeTable(shops, [
    { id: "a", name: 'A|da, "the" first', town: "Basel" },
    { id: "b", name: "Bo", town: "Bern" },
    { id: "c", name: "Cy", town: "Chur" },
    { id: "d", name: "Di", town: "Davos" },
  ]),
]);
const after = makeRelease(
  [
    makeTable(renewed, [
      { id: "a", name: "Ada\n<b>", place: "Basel" },
      { id: "b", place: "Bern" },
      { id: "c2", name: "Cy", place: "Chur" },
      { id: "e", name: "Edd", place: "Elm" },
    ]),
  ],
  { title: "Another shop" },
);
const { survey, verdict } = await judgeReleases(before, after);
const diff = await collectDiff(survey);

test("as CSV, one cell a line", async () => {
  expect(parse(await joined(changesCsv(survey)))).toEqual([
    ["change", "table", "id", "former_id", "field", "before", "after", "reason"],
    ["property", "", "", "", "title", "A shop", "Another shop", ""],
    ["column_renamed", "shops", "", "", "place", "town", "place", ""],
    ["cell", "shops", "a", "", "name", 'A|da, "the" first', "Ada\n<b>", ""],
    ["cell", "shops", "b", "", "name", "Bo", "", ""],
    ["row_moved", "shops", "c2", "c", "", "c", "c2", ""],
    ["row_removed", "shops", "d", "", "id", "d", "", ""],
    ["row_removed", "shops", "d", "", "name", "Di", "", ""],
    ["row_removed", "shops", "d", "", "town", "Davos", "", ""],
    ["row_added", "shops", "e", "", "id", "", "e", ""],
    ["row_added", "shops", "e", "", "name", "", "Edd", ""],
    ["row_added", "shops", "e", "", "place", "", "Elm", ""],
  ]);
});

const columns = changeColumns.map(({ name }) => name);
const anyText = fc.string({ unit: fc.constantFrom(...'a,;"\r\n =é') });
const options = { record_delimiter: "\n", quote_record_delimiter: true };
const anyLine = fc.record(Object.fromEntries(columns.map((name) => [name, anyText])));

test("any text in any place is written to the CSV as the library writes it", () =>
  fc.assert(
    fc.asyncProperty(fc.array(anyLine, { maxLength: 5 }), async (rows) => {
      const lines = rows as unknown as readonly ChangeLine[];
      const text = await joined(changeLinesCsv([lines.slice(0, 2), [], lines.slice(2)]));
      const cells = lines.map((line) => columns.map((name) => line[name]));
      expect(parse(text)).toEqual([columns, ...cells]);
      expect(text).toBe(stringify([columns, ...cells], options));
    }),
  ));

test("as Markdown, with nothing in the data that becomes markup", () => {
  expect(changesMarkdown(diff, verdict)).toMatchInlineSnapshot(`
    "# shop 1.0.0 and 1.0.0

    **This is a major change: after 1.0.0 comes 2.0.0 or higher.**

    ## Findings

    | bump | rule | what changed | rows | what to do |
    | --- | --- | --- | --- | --- |
    | major | SV002 | The field town of shops is now named place: 2 of 2 cells are the same. |  | Keep the old field beside the new one for one more major version and deprecate it. |
    | major | SV026 | 1 row of shops disappeared without a trace. | \`d\` | Retire the id as withdrawn or merged, with a reason. |
    | major | SV026 | 1 row of shops kept its content under another id, and the old id leads nowhere. | \`c\` | Retire the id as withdrawn or merged, with a reason. |
    | minor | SV022 | 1 row was added to shops. | \`e\` | Nothing to do. |
    | minor | SV024 | 2 values in 2 rows of shops changed without a recorded reason (name). | \`a\`, \`b\` | If the old value was an error, record a correction with its reason; the change is then a patch. |
    | patch | SV032 | The title was edited. |  | Nothing to do. |

    ## Tables

    | table | before | after | added | removed | changed | moved |
    | --- | ---: | ---: | ---: | ---: | ---: | ---: |
    | \`shops\` | 4 | 4 | 1 | 1 | 2 | 1 |

    ### \`shops\`

    | row | what | column | before | after |
    | --- | --- | --- | --- | --- |
    | \`a\` | changed | \`name\` | \`A\\|da, "the" first\` | \`Ada <b>\` |
    | \`b\` | changed | \`name\` | \`Bo\` |  |
    | \`c2\` | moved |  | \`c\` | \`c2\` |
    | \`d\` | removed |  |  |  |
    | \`e\` | added |  |  |  |
    "
  `);
});

test("as JSON, the whole diff, one change a line", async () => {
  const text = await joined(changesJson({ verdict }, survey));
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ verdict, diff })));
  expect(text.split("\n").filter((line) => line.startsWith('        {"change":"'))).toHaveLength(5);
  const same = await judgeReleases(before, before);
  expect(JSON.parse(await joined(changesJson({ verdict: same.verdict }, same.survey)))).toEqual({
    verdict: same.verdict,
    diff: { ...same.survey, tables: [] },
  });
});

const record = { table: "shops", since: "1.0.1", reason: "Safety", kind: "redaction" } as const;
const changesWith = async (records: readonly RecordedChange[]) => {
  const judged = await judgeReleases(before, after, { records });
  return (await collectDiff(judged.survey)).tables[0]?.changes ?? [];
};

test("a diff does not tell what was redacted", async () => {
  const changes = await changesWith([
    { ...record, id: "b", field: "name" },
    { ...record, id: "c" },
    { ...record, id: "d" },
  ]);
  expect(changes.slice(1, 4)).toEqual([
    { change: "changed", key: ["b"], cells: [{ field: "name", before: "[redacted]" }], same: 1 },
    { change: "moved", from: ["[redacted]"], key: ["c2"], cells: [] },
    { change: "removed", key: ["d"], cells: {}, redacted: true },
  ]);
  const [, , , ofOneCell] = await changesWith([{ ...record, id: "d", field: "name" }]);
  expect(ofOneCell).toEqual({
    change: "removed",
    key: ["d"],
    cells: { id: "d", name: "[redacted]", town: "Davos" },
  });
});

test("what belongs to a redacted row is redacted with it", async () => {
  const words = defineTable({
    name: "evidence",
    fields: ["shop", "exact"],
    foreignKeys: [{ fields: ["shop"], reference: { table: "shops", fields: ["id"] } }],
  });
  const quotes = [
    { shop: "a", exact: "Ada's" },
    { shop: "d", exact: "Di at Hill 3" },
  ];
  const rows = [{ id: "a" }, { id: "d" }];
  const judged = await judgeReleases(
    makeRelease([makeTable(shops, rows), makeTable(words, quotes)]),
    makeRelease([makeTable(shops, rows.slice(0, 1)), makeTable(words, quotes.slice(0, 1))]),
    { records: [{ ...record, id: "d" }] },
  );
  const told = await joined(changesJson({ verdict: judged.verdict }, judged.survey));
  expect(told).not.toContain("Hill 3");
  expect(judged.verdict.findings.map(({ rule }) => rule)).toEqual(["SV031", "SV031"]);
});

test("a recorded reason stands beside the change that it explains", async () => {
  const changes = await changesWith([
    { ...record, kind: "correction", id: "a", field: "name", reason: "Misspelt" },
    { ...record, kind: "correction", id: "d", reason: "Never opened" },
  ]);
  expect([changes[0], changes[3]]).toEqual([
    {
      change: "changed",
      key: ["a"],
      cells: [
        { field: "name", before: 'A|da, "the" first', after: "Ada\n<b>", reason: "Misspelt" },
      ],
      same: 1,
    },
    {
      change: "removed",
      key: ["d"],
      cells: { id: "d", name: "Di", town: "Davos" },
      reason: "Never opened",
    },
  ]);
});

async function joined(texts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of texts) text += part;
  return text;
}
