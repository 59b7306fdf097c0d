import type { Issue } from "@sourcebook/schema";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import writeExcel from "write-excel-file/node";
import { createIssueList } from "../../src/issue-list.ts";
import { checkTables } from "../../src/tables/check-tables.ts";
import { plainSource } from "../../src/tables/table-source.ts";
import { ownModel } from "./own-model.ts";
import { inputOf } from "./read-all.ts";

const { model, validators } = ownModel({
  stations: { fields: { id: "string!", name: "string" }, primaryKey: ["id"] },
  rows: {
    fields: {
      id: "integer!",
      station_id: "string!",
      day: "date!",
      value: "number",
      is_good: "boolean",
      note: "string",
    },
    primaryKey: ["id"],
    foreignKeys: [{ fields: ["station_id"], reference: { table: "stations", fields: ["id"] } }],
  },
});
const columns = ["note", "id", "station_id", "day", "value", "is_good"] as const;
type Cells = Readonly<Record<(typeof columns)[number], string>>;

/** What is planted where, and as what it must be found. */
const defects = [
  ["id", "12a", "cell-type"],
  ["id", "007", "number-precision"],
  ["id", "9007199254740993", "number-precision"],
  ["id", "", "cell-required"],
  ["station_id", "s9", "unknown-reference"],
  ["station_id", "", "cell-required"],
  ["day", "2020-02-30", "cell-format"],
  ["day", "03/04/2020", "date-ambiguous"],
  ["value", "1,5", "decimal-comma"],
  ["value", "n/a", "cell-type"],
  ["is_good", "yes", "cell-type"],
  ["note", "a\u0007b", "control-character"],
] as const;

const soundRow = fc.record({
  note: fc.string({ unit: fc.constantFrom("a", "é", "😀", ",", '"', "\n", " "), maxLength: 6 }),
  station_id: fc.constantFrom("s1", "s2"),
  day: fc.constantFrom("2020-01-01", "1999-12-31"),
  value: fc.constantFrom("", "1.5", "-0.001", "1e3"),
  is_good: fc.constantFrom("", "true", "false"),
});

const quote = (text: string) => (/[,\t"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** CSV, and where the cell of a row begins in it. */
function writeCsv(rows: readonly Cells[], row: number, column: number, delimiter = ",") {
  const before = rows
    .slice(0, row)
    .map((cells) => `${columns.map((name) => quote(cells[name])).join(delimiter)}\n`);
  const own = columns.map((name) => quote((rows[row] as Cells)[name]));
  const after = rows
    .slice(row + 1)
    .map((cells) => `${columns.map((name) => quote(cells[name])).join(delimiter)}\n`);
  const head = `${columns.join(delimiter)}\n${before.join("")}${own
    .slice(0, column)
    .map((cell) => `${cell}${delimiter}`)
    .join("")}`;
  const lines = head.split("\n");
  return {
    content: `${columns.join(delimiter)}\n${before.join("")}${own.join(delimiter)}\n${after.join("")}`,
    place: [lines.length, Array.from(lines.at(-1) ?? "").length + 1] as const,
  };
}

async function check(path: string, content: string | Uint8Array): Promise<readonly Issue[]> {
  const issues = createIssueList();
  const files: Readonly<Record<string, string | Uint8Array>> = {
    "stations.csv": "id,name\ns1,\ns2,\n",
    [path]: content,
  };
  await checkTables(
    {
      model,
      validators,
      sources: [plainSource("stations", "stations.csv"), plainSource("rows", path)],
      assertions: [],
    },
    {
      paths: Object.keys(files),
      open: (name) => inputOf(files[name] ?? "", { chunkSize: 17 }).open(),
    },
    issues,
  );
  return issues.sorted();
}

const planted = fc.tuple(
  fc.array(soundRow, { minLength: 1, maxLength: 12 }),
  fc.nat(),
  fc.constantFrom(...defects),
);

test.each([
  ["csv", ","],
  ["tsv", "\t"],
])(
  "a sound table in %s has no issue, and one defect planted in it is the only one, in just its place",
  (ending, delimiter) =>
    fc.assert(
      fc.asyncProperty(planted, async ([sound, pick, [field, text, code]]) => {
        const rows: Cells[] = sound.map((cells, index) => ({ ...cells, id: String(index * 7) }));
        const row = pick % rows.length;
        const column = columns.indexOf(field);
        expect(
          await check(`rows.${ending}`, writeCsv(rows, row, column, delimiter).content),
        ).toEqual([]);

        rows[row] = { ...(rows[row] as Cells), [field]: text };
        const { content, place } = writeCsv(rows, row, column, delimiter);
        const found = (await check(`rows.${ending}`, content)).map((issue) => [
          issue.code,
          issue.row,
          issue.line,
          issue.column,
        ]);
        // An absent cell has no place of its own but that of its column in the row.
        expect(found).toEqual([[code, row + 1, ...place]]);
      }),
      { numRuns: 120 },
    ),
);

test("a key given again is reported at the second place, which names the first", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(soundRow, { minLength: 2, maxLength: 12 }),
      fc.nat(),
      fc.nat(),
      async (sound, a, b) => {
        const rows: Cells[] = sound.map((cells, index) => ({ ...cells, id: String(index * 7) }));
        const [first, second] = [a % rows.length, b % rows.length].toSorted((x, y) => x - y) as [
          number,
          number,
        ];
        fc.pre(first !== second);
        rows[second] = { ...(rows[second] as Cells), id: (rows[first] as Cells).id };
        const { content, place } = writeCsv(rows, second, 1);
        const [line, at] = writeCsv(rows, first, 1).place;
        const found = await check("rows.csv", content);
        expect(found.map((issue) => [issue.code, issue.line, issue.column])).toEqual([
          ["duplicate-id", ...place],
        ]);
        expect(found[0]?.message).toContain(`the one at rows.csv:${line}:${at}.`);
      },
    ),
  ));

/** The rows with values of their types, and one text planted among them. */
const typedRows = (sound: readonly Omit<Cells, "id">[], row: number, field: string, text: string) =>
  sound.map((cells, index) => {
    const typed: Record<string, unknown> = {
      note: cells.note,
      id: index * 7,
      station_id: cells.station_id,
      day: cells.day,
    };
    if (cells.value !== "") typed.value = Number(cells.value);
    if (cells.is_good !== "") typed.is_good = cells.is_good === "true";
    if (index === row) typed[field] = text;
    return typed;
  });

// Where a type of their own says what they are, numbers need no digits to be read from text.
const isOfTypedFormats = (code: string) =>
  !["cell-required", "number-precision", "decimal-comma"].includes(code);

test.each([
  ["jsonl", "", "\n", "\n", 0],
  ["json", "[\n", ",\n", "\n]\n", 1],
] as const)("the same in %s", (ending, open, between, close, before) =>
  fc.assert(
    fc.asyncProperty(planted, async ([sound, pick, [field, text, code]]) => {
      fc.pre(isOfTypedFormats(code));
      const row = pick % sound.length;
      const lines = typedRows(sound, row, field, text).map((typed) => JSON.stringify(typed));
      const own = lines[row] ?? "";
      const start = own.indexOf(`"${field}":`) + field.length + 3;
      const content = `${open}${lines.join(between)}${close}`;
      const found = (await check(`rows.${ending}`, content)).map((issue) => [
        issue.code,
        issue.line,
        issue.column,
      ]);
      const place = [row + 1 + before, Array.from(own.slice(0, start)).length + 1];
      expect(found).toEqual([[code, ...place]]);
    }),
    { numRuns: 80 },
  ),
);

test("the same in a workbook, by row and column", () =>
  fc.assert(
    fc.asyncProperty(planted, async ([sound, pick, [field, text, code]]) => {
      // A workbook holds no control characters, and its cells without words are empty.
      fc.pre(isOfTypedFormats(code) && code !== "control-character");
      const row = pick % sound.length;
      const rows = typedRows(sound, row, field, text).map((typed) =>
        columns.map((name) => {
          const value = typed[name];
          if (value === undefined || value === "") return null;
          const type = { number: Number, boolean: Boolean }[typeof value as string] ?? String;
          return { value, type };
        }),
      );
      const head = columns.map((value) => ({ value, type: String }));
      const content = await writeExcel([head, ...rows] as never).toBuffer();
      const found = (await check("rows.xlsx", content)).map((issue) => [
        issue.code,
        issue.line,
        issue.column,
      ]);
      expect(found).toEqual([[code, row + 2, columns.indexOf(field) + 1]]);
    }),
    { numRuns: 20 },
  ));

test("the same in Parquet, by row and field", () =>
  fc.assert(
    fc.asyncProperty(planted, async ([sound, pick, [field, text, code]]) => {
      // Columns of numbers and flags cannot hold a text.
      fc.pre(isOfTypedFormats(code) && ["station_id", "day", "note"].includes(field));
      const row = pick % sound.length;
      const rows = typedRows(sound, row, field, text);
      const column = (name: string, type: "STRING" | "INT32" | "DOUBLE" | "BOOLEAN") => ({
        name,
        type,
        data: rows.map((typed) => typed[name] ?? null) as never,
      });
      const content = parquetWriteBuffer({
        columnData: [
          column("note", "STRING"),
          column("id", "INT32"),
          column("station_id", "STRING"),
          column("day", "STRING"),
          column("value", "DOUBLE"),
          column("is_good", "BOOLEAN"),
        ],
      });
      const issues = await check("rows.parquet", new Uint8Array(content));
      const found = issues.map((issue) => [issue.code, issue.row]);
      expect(found).toEqual([[code, row + 1]]);
      const [issue] = issues;
      expect(issue?.field ?? /^In the column `(.*?)`/.exec(issue?.message ?? "")?.[1]).toBe(field);
    }),
    { numRuns: 15 },
  ));

test("a thousand issues of a kind are described, the rest is counted", async () => {
  const rows = Array.from({ length: 1500 }, (_, index) => `,${index},s1,2020-01-01,x,\n`);
  const found = await check("rows.csv", `${columns.join(",")}\n${rows.join("")}`);
  expect(found).toHaveLength(1001);
  expect(found.filter(({ message }) => message.startsWith("500 more"))).toHaveLength(1);
});
