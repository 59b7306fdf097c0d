import type { Issue, Row } from "@sourcebook/schema";
import { describe, expect, test } from "vitest";
import { createIssueList } from "../../src/issue-list.ts";
import type { TableAssertions } from "../../src/tables/assertions.ts";
import { checkTables } from "../../src/tables/check-tables.ts";
import { formatReject, type Reject } from "../../src/tables/rejects.ts";
import type { TableFiles } from "../../src/tables/table-files.ts";
import { plainSource, type TableSource } from "../../src/tables/table-source.ts";
import { ownModel, type ShortTable } from "./own-model.ts";
import { inputOf } from "./read-all.ts";

/** Files out of memory. */
const filesOf = (contents: Readonly<Record<string, string | Uint8Array>>): TableFiles => ({
  paths: Object.keys(contents),
  open: (path) => inputOf(contents[path] ?? "").open(),
});

interface Setup {
  readonly tables: Readonly<Record<string, ShortTable>>;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly sources?: readonly (Partial<TableSource> & { table: string; from: string })[];
  readonly assertions?: readonly TableAssertions[];
  readonly withRejects?: boolean;
}

async function check({ tables, files, sources, assertions = [], withRejects = false }: Setup) {
  const issues = createIssueList();
  const rejects: Reject[] = [];
  const named = Object.keys(tables).map((table) => plainSource(table, `${table}.csv`));
  const checked = await checkTables(
    {
      ...ownModel(tables),
      sources:
        sources?.map((source) => ({ ...plainSource(source.table, source.from), ...source })) ??
        named,
      assertions,
    },
    filesOf(files),
    issues,
    withRejects ? { rejects: (some) => void rejects.push(...some) } : {},
  );
  const rowsOf = async (table: string) => {
    const rows: Row[] = [];
    const found = checked.tables.find(({ definition }) => definition.name === table);
    if (found) for await (const batch of found.batches()) rows.push(...batch);
    return rows;
  };
  return { ...checked, issues: issues.sorted(), rejects, rowsOf };
}

/** Issues as `file:line:column code field`. */
const brief = (issues: readonly Issue[]): string[] =>
  issues.map(
    ({ file, line, column, code, field, severity }) =>
      `${severity === "warning" ? "(" : ""}${file}${line === undefined ? "" : `:${line}:${column}`} ${code}${field === undefined ? "" : ` ${field}`}${severity === "warning" ? ")" : ""}`,
  );

const stations: ShortTable = {
  fields: { id: "string!", name: "string", opened: "date", height: "integer" },
  primaryKey: ["id"],
};
const observations: ShortTable = {
  fields: {
    station_id: "string!",
    day: "date!",
    value: "number",
    is_good: "boolean",
    tags: "list",
  },
  primaryKey: ["station_id", "day"],
  foreignKeys: [{ fields: ["station_id"], reference: { table: "stations", fields: ["id"] } }],
};

test("tables are read, typed and put in the order of their keys", async () => {
  const { issues, rowsOf, inputs, counts } = await check({
    tables: { stations, observations },
    files: {
      "stations.csv": "id,name,opened,height\nb,Berlin,1950-01-01,34\na,,,\n",
      "observations.csv":
        "station_id,day,value,is_good,tags\nb,2020-01-02,1.50,true,x;y\na,2020-01-01,,FALSE,\nb,2020-01-01,-3,,\n",
    },
  });
  expect(issues).toEqual([]);
  expect(await rowsOf("stations")).toEqual([
    { id: "a" },
    { id: "b", name: "Berlin", opened: "1950-01-01", height: 34 },
  ]);
  expect(await rowsOf("observations")).toEqual([
    { station_id: "a", day: "2020-01-01", is_good: false },
    { station_id: "b", day: "2020-01-01", value: -3 },
    { station_id: "b", day: "2020-01-02", value: 1.5, is_good: true, tags: ["x", "y"] },
  ]);
  expect(inputs).toEqual([
    { path: "observations.csv", bytes: 100, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { path: "stations.csv", bytes: 50, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  expect([...counts]).toEqual([
    ["stations", { rows: 2, rejected: 0 }],
    ["observations", { rows: 3, rejected: 0 }],
  ]);
});

test("an issue says what, where, which value and how to repair it", async () => {
  const { issues } = await check({
    tables: { stations },
    files: { "stations.csv": 'id,name,opened,height\n"a","Größe",03/04/1950,"1,5"\n' },
  });
  expect(issues).toEqual([
    {
      code: "date-ambiguous",
      severity: "error",
      message: "The date may begin with its day or its month.",
      fix: "Write 1950-04-03 or 1950-03-04, whichever is meant.",
      file: "stations.csv",
      line: 2,
      column: 13,
      table: "stations",
      row: 1,
      field: "opened",
      value: "03/04/1950",
    },
    {
      code: "decimal-comma",
      severity: "error",
      message: "The number has a decimal comma.",
      fix: "Write it as 1.5.",
      file: "stations.csv",
      line: 2,
      column: 24,
      table: "stations",
      row: 1,
      field: "height",
      value: "1,5",
    },
  ]);
});

test("all issues come at once, whatever their kind", async () => {
  const { issues } = await check({
    tables: { stations, observations },
    files: {
      "stations.csv": 'id,name,opened,height\na,x,1950-13-01,tall\n,y,,\nb,5" z,,1\na,x,,\nc\n',
      "observations.csv": "station_id,day,value\nz,2020-01-01,1\na,2020-01-01,1\na,2020-01-01,2\n",
    },
  });
  expect(brief(issues)).toEqual([
    "observations.csv:2:1 unknown-reference station_id",
    "observations.csv:4:1 duplicate-id station_id",
    "stations.csv:2:5 cell-format opened",
    "stations.csv:2:16 cell-type height",
    "stations.csv:3:1 cell-required id",
    "stations.csv:4:4 quote-stray",
    "stations.csv:5:1 duplicate-id id",
    "stations.csv:6:2 row-short",
  ]);
});

describe("keys", () => {
  test("both places of a key are named", async () => {
    const { issues } = await check({
      tables: { observations: { ...observations, foreignKeys: [] } },
      files: { "observations.csv": "day,station_id\n2020-01-01,a\n2020-01-02,a\n2020-01-01,a\n" },
    });
    expect(issues).toEqual([
      {
        code: "duplicate-id",
        severity: "error",
        message:
          "The row has the same `station_id` a, `day` 2020-01-01 as the one at observations.csv:2:12.",
        fix: "Remove one of the two rows, or give it a key of its own.",
        file: "observations.csv",
        line: 4,
        column: 12,
        table: "observations",
        row: 3,
        field: "station_id",
        value: "a;2020-01-01",
      },
    ]);
  });

  test("a key given in two files of a table", async () => {
    const { issues } = await check({
      tables: { stations },
      files: { "s/2.csv": "id\nb\na\n", "s/1.csv": "id\na\n" },
      sources: [{ table: "stations", from: "s/*.csv" }],
    });
    expect(brief(issues)).toEqual(["s/2.csv:3:1 duplicate-id id"]);
    expect(issues[0]?.message).toBe("The row has the same `id` a as the one at s/1.csv:2:1.");
  });

  test("unique keys; empty cells are never the same", async () => {
    const { issues } = await check({
      tables: { stations: { ...stations, uniqueKeys: [["name", "height"]] } },
      files: { "stations.csv": "id,name,height\na,x,1\nb,x,2\nc,x,\nd,x,\ne,x,1\n" },
    });
    expect(brief(issues)).toEqual(["stations.csv:6:3 duplicate-value name"]);
  });

  test("composite, listed and self references, whichever table comes first", async () => {
    const { issues } = await check({
      tables: {
        notes: {
          fields: {
            id: "string!",
            station_id: "string",
            day: "date",
            see: "list",
            above: "string",
          },
          primaryKey: ["id"],
          foreignKeys: [
            {
              fields: ["station_id", "day"],
              reference: { table: "observations", fields: ["station_id", "day"] },
            },
            { fields: ["see"], reference: { table: "notes", fields: ["id"] } },
            { fields: ["above"], reference: { table: "notes", fields: ["id"] } },
          ],
        },
        observations: { ...observations, foreignKeys: [] },
      },
      files: {
        "notes.csv":
          "id,station_id,day,see,above\n1,a,2020-01-01,2;3,2\n2,a,2020-01-02,2;4;5,\n3,a,,,9\n",
        "observations.csv": "station_id,day\na,2020-01-01\n",
      },
    });
    expect(brief(issues)).toEqual([
      "notes.csv:3:3 unknown-reference station_id",
      "notes.csv:3:16 unknown-reference see",
      "notes.csv:3:16 unknown-reference see",
      "notes.csv:4:7 unknown-reference above",
    ]);
    expect(issues.map(({ message }) => message)).toEqual([
      "There is no row with `station_id` a, `day` 2020-01-02 in the table observations.",
      "There is no row with `id` 4 in the table notes.",
      "There is no row with `id` 5 in the table notes.",
      "There is no row with `id` 9 in the table notes.",
    ]);
  });

  test("a file that cannot be read does not make every reference to it a fault", async () => {
    const { issues } = await check({
      tables: { stations, observations },
      files: { "stations.csv": "", "observations.csv": "station_id,day\na,2020-01-01\n" },
    });
    expect(brief(issues)).toEqual(["stations.csv:1:1 header-missing"]);
  });

  test("a key counts although another cell of its row is faulty", async () => {
    const { issues } = await check({
      tables: { stations, observations },
      files: {
        "stations.csv": "id,height\na,tall\n",
        "observations.csv": "station_id,day\na,2020-01-01\n",
      },
    });
    expect(brief(issues)).toEqual(["stations.csv:2:3 cell-type height"]);
  });
});

describe("mapping", () => {
  test("rename, constant, split, ignore, missing values, other delimiters", async () => {
    const { issues, rowsOf } = await check({
      tables: { observations: { ...observations, foreignKeys: [] } },
      files: {
        "o.txt": "stn;day;value;tags;comment\na;2020-01-01;NA;x|y;hello\nb;2020-01-01;-99;;\n",
      },
      sources: [
        {
          table: "observations",
          from: "o.txt",
          format: "csv",
          delimiter: ";",
          rename: new Map([["stn", "station_id"]]),
          constant: new Map([["is_good", "true"]]),
          split: new Map([["tags", "|"]]),
          ignore: ["comment"],
          missing: [{ value: "NA" }, { value: "-99", label: "not asked" }],
        },
      ],
    });
    expect(issues).toEqual([]);
    expect(await rowsOf("observations")).toEqual([
      { station_id: "a", day: "2020-01-01", is_good: true, tags: ["x", "y"] },
      { station_id: "b", day: "2020-01-01", is_good: true },
    ]);
  });

  test("shards are read in the order of their names, by code unit", async () => {
    const { rowsOf, issues } = await check({
      tables: { stations },
      files: {
        "d/b.csv": "id\n3\n",
        "d/B.csv": "id\n1\n",
        "d/a.tsv": "id\tname\n2\tx\n",
        "d/c/e.csv": "id\n9\n",
      },
      sources: [{ table: "stations", from: "d/*.{csv,tsv}" }],
    });
    expect(issues).toEqual([]);
    expect((await rowsOf("stations")).map(({ id }) => id)).toEqual(["1", "2", "3"]);
  });

  test("several formats feed one table", async () => {
    const { rowsOf, issues } = await check({
      tables: { stations },
      files: {
        "a.csv": "id,height\na,1\n",
        "b.json": '[{"height": 2, "id": "b"}]',
        "c.jsonl": '{"id":"c"}\n',
      },
      sources: ["a.csv", "b.json", "c.jsonl"].map((from) => ({ table: "stations", from })),
    });
    expect(issues).toEqual([]);
    expect(await rowsOf("stations")).toEqual([
      { id: "a", height: 1 },
      { id: "b", height: 2 },
      { id: "c" },
    ]);
  });

  test.each([
    [
      "id;name;height\na;b;1\n",
      'Its name is those of several fields: state what separates the cells, `delimiter: ";"`.',
    ],
    [
      "id\tname\na\tb\n",
      'Its name is those of several fields: state what separates the cells, `delimiter: "\\t"`.',
    ],
    ["ID,name\na,b\n", "Did you mean `id`? Map it under `rename`, or name it under `ignore`."],
  ])("a header such as %j says what to do", async (content, fix) => {
    const { issues } = await check({
      tables: { stations },
      files: { "stations.csv": content },
      sources: [{ table: "stations", from: "stations.csv" }],
    });
    expect(issues.find(({ code }) => code === "column-unknown")?.fix).toBe(fix);
  });

  test("columns that fit neither the table nor the mapping", async () => {
    const { issues } = await check({
      tables: { stations },
      files: { "stations.csv": "nam,height,h2,opened\nx,1,2,\n" },
      sources: [
        {
          table: "stations",
          from: "stations.csv",
          rename: new Map([
            ["h2", "height"],
            ["gone", "name"],
          ]),
          constant: new Map([["opened", "1950-01-01"]]),
        },
      ],
    });
    expect(
      issues.map(({ code, column, message, fix }) => ({ code, column, message, fix })),
    ).toMatchInlineSnapshot(`
      [
        {
          "code": "column-missing",
          "column": 1,
          "fix": "Add the column, or map another one or a constant to the field.",
          "message": "There is no column for \`id\`, which every row needs.",
        },
        {
          "code": "column-unknown",
          "column": 1,
          "fix": "Did you mean \`name\`? Map it under \`rename\`, or name it under \`ignore\`.",
          "message": "The table has no field \`nam\`.",
        },
        {
          "code": "mapping-invalid",
          "column": 1,
          "fix": "Correct the mapping.",
          "message": "The mapping reads \`name\` from a column \`gone\`, which the file does not have.",
        },
        {
          "code": "mapping-invalid",
          "column": 12,
          "fix": "Name one of them under \`ignore\`.",
          "message": "Two columns feed \`height\`: this one and column 2.",
        },
        {
          "code": "mapping-invalid",
          "column": 15,
          "fix": "Remove the constant, or name the column under \`ignore\`.",
          "message": "The mapping makes \`opened\` a constant, but the file has a column for it.",
        },
      ]
    `);
  });

  test("unknown keys in JSON are reported once for a file", async () => {
    const { issues } = await check({
      tables: { stations },
      files: { "s.json": '[{"id":"a"},\n{"id":"b","hight":1},\n{"id":"c","hight":2}]' },
      sources: [{ table: "stations", from: "s.json" }],
    });
    expect(brief(issues)).toEqual(["s.json:2:11 column-unknown"]);
  });

  test("what has no meaning for any file of a source is not passed over", async () => {
    const files = {
      "a.csv": "id\na\n",
      "b.json": '[{"id":"b"}]',
      "more/c.csv": "id;name\nc;x\n",
      "more/d.json": '[{"id":"d"}]',
    };
    const { issues } = await check({
      tables: { stations },
      files,
      sources: [
        { table: "stations", from: "a.csv", sheet: "2020" },
        { table: "stations", from: "b.json", delimiter: ";", encoding: "utf-8" },
        // One of them is separated by something.
        { table: "stations", from: "more/*", delimiter: ";" },
      ],
    });
    expect(issues.map(({ code, message, fix }) => `${code} ${message} ${fix}`)).toEqual([
      "mapping-invalid `delimiter` has no meaning for b.json, which is read as json. Remove `delimiter`, or state what the file is: `format: csv`.",
      "mapping-invalid `sheet` has no meaning for a.csv, which is read as csv. Remove `sheet`, or state what the file is: `format: xlsx`.",
    ]);
  });

  test("paths that lead nowhere or out of the project", async () => {
    const { issues } = await check({
      tables: { stations },
      files: { "a.csv": "id\n", "b.xyz": "id\n" },
      sources: ["../a.csv", "/etc/passwd", "C:\\a.csv", "x/../a.csv", "c*.csv", "b.xyz"].map(
        (from) => ({
          table: "stations",
          from,
          at: { file: "dataset.yaml", line: 3, column: 5 },
        }),
      ),
    });
    expect(issues.map(({ code, value, line }) => `${code} ${value} ${line}`)).toEqual(
      [
        "file-missing c*.csv 3",
        "mapping-invalid b.xyz 3",
        "path-not-allowed ../a.csv 3",
        "path-not-allowed /etc/passwd 3",
        "path-not-allowed C:\\a.csv 3",
        "path-not-allowed x/../a.csv 3",
      ].sort(),
    );
  });
});

describe("assertions", () => {
  const at = { file: "dataset.yaml", line: 9, column: 3 };
  const base: TableAssertions = {
    table: "stations",
    filled: [],
    unique: [],
    values: [],
    rules: [],
  };
  const files = { "stations.csv": "id,name,height\na,x,1\nb,x,2\nc,,3\n" };

  test("those that hold are silent", async () => {
    const { issues } = await check({
      tables: { stations },
      files,
      assertions: [
        {
          ...base,
          rows: { min: 3, max: 3, at },
          filled: [{ field: "name", share: 0.66, at }],
          unique: [{ fields: ["name", "height"], at }],
          values: [{ field: "name", allowed: new Set(["x"]), at }],
          rules: [{ text: "height > 0", left: "height", comparison: ">", right: { value: 0 }, at }],
        },
      ],
    });
    expect(issues).toEqual([]);
  });

  test("those that do not are reported at the row, or else in dataset.yaml", async () => {
    const { issues } = await check({
      tables: { stations },
      files,
      assertions: [
        {
          ...base,
          rows: { min: 4, at },
          filled: [{ field: "name", share: 0.9, at }],
          unique: [{ fields: ["name"], at }],
          values: [{ field: "name", allowed: new Set(["y"]), at }],
          rules: [{ text: "height < 3", left: "height", comparison: "<", right: { value: 3 }, at }],
        },
      ],
    });
    expect(
      issues.map(({ file, line, column, field, message }) => [
        `${file}:${line}:${column}`,
        field,
        message,
      ]),
    ).toEqual([
      ["dataset.yaml:9:3", undefined, "The table has 3 rows, but at least 4 are asserted."],
      [
        "dataset.yaml:9:3",
        "name",
        "`name` is stated in 2 of 3 rows, but in a share of 0.9 or more by assertion.",
      ],
      ["stations.csv:2:3", "name", "`name` has a value that the dataset asserts it never has."],
      ["stations.csv:3:3", "name", "Another row has the same name."],
      ["stations.csv:3:3", "name", "`name` has a value that the dataset asserts it never has."],
      ["stations.csv:4:4", "height", "The row breaks the rule `height < 3`."],
    ]);
  });
});

describe("assertions of how many rows there are", () => {
  const at = { file: "dataset.yaml", line: 9, column: 3 };
  const assertions = [
    {
      table: "stations",
      rows: { min: 3, max: 3, at },
      filled: [],
      unique: [],
      values: [],
      rules: [],
    },
  ];
  const codesOf = async (
    stationsCsv: string,
    options: Partial<Parameters<typeof check>[0]> = {},
  ) => {
    const files = { "stations.csv": stationsCsv };
    const { issues } = await check({ tables: { stations }, files, assertions, ...options });
    return issues.map(({ code, message }) => (code === "assertion-failed" ? message : code));
  };
  const tooFew = "The table has 2 rows, but at least 3 are asserted.";

  test("too few are told once: where rows are missing, or else in dataset.yaml", async () => {
    expect(await codesOf("id,name,height\na,x,1\nb,x,2\n")).toEqual([tooFew]);
    expect(await codesOf("id,name,height\na,x,1\nb,x,2\nc,x,tall\n")).toEqual(["cell-type"]);
    expect(await codesOf('id,name,height\na,x,1\nb,x,2\nc,"x,3\n')).toEqual(["quote-unclosed"]);
    expect(await codesOf("a,x,1\nb,x,2\nc,x,3\n")).not.toContain(tooFew);
  });

  test("rows that are set aside are missing", async () => {
    expect(
      await codesOf("id,name,height\na,x,1\nb,x,2\nc,x,tall\n", { withRejects: true }),
    ).toEqual([tooFew, "cell-type"]);
  });

  test("too many are told whatever else is wrong", async () => {
    expect(await codesOf("id,name,height\na,,\nb,,\nc,,\nd,,\ne,,tall\n")).toEqual([
      "The table has 5 rows, but at most 3 are asserted.",
      "cell-type",
    ]);
  });
});

describe("rejects", () => {
  const tree: ShortTable = {
    fields: { id: "string!", height: "integer", above: "string" },
    primaryKey: ["id"],
    foreignKeys: [{ fields: ["above"], reference: { table: "tree", fields: ["id"] } }],
  };

  test("rejected rows come with their bytes and reasons; the rest goes on", async () => {
    const { issues, rejects, rowsOf, counts } = await check({
      tables: { stations },
      files: { "stations.csv": 'id,name,height\na,"x\ny",tall\nb,ok,1\nc\nb,again,\n' },
      withRejects: true,
    });
    expect(brief(issues)).toEqual([
      "(stations.csv:3:4 cell-type height)",
      "(stations.csv:5:2 row-short)",
      "(stations.csv:6:1 duplicate-id id)",
    ]);
    expect(await rowsOf("stations")).toEqual([{ id: "b", name: "ok", height: 1 }]);
    expect([...counts]).toEqual([["stations", { rows: 1, rejected: 3 }]]);
    expect(rejects.map(formatReject).join("")).toMatchInlineSnapshot(`
      "{"table":"stations","file":"stations.csv","line":2,"row":1,"reasons":[{"code":"cell-type","line":3,"column":4,"field":"height","value":"tall","message":"This is not a whole number.","fix":"Write a whole number, or leave the cell empty."}],"original":"a,\\"x\\ny\\",tall"}
      {"table":"stations","file":"stations.csv","line":5,"row":3,"reasons":[{"code":"row-short","line":5,"column":2,"message":"The row has 1 cell, but the header 3.","fix":"Add the missing cells, empty ones too, with their delimiters."}],"original":"c"}
      {"table":"stations","file":"stations.csv","line":6,"row":4,"reasons":[{"code":"duplicate-id","line":6,"column":1,"field":"id","value":"b","message":"The row has the same \`id\` b as the one at stations.csv:4:1.","fix":"Remove one of the two rows, or give it a key of its own."}],"original":"b,again,"}
      "
    `);
  });

  test("bytes that are no UTF-8 are kept as they are", async () => {
    const { rejects } = await check({
      tables: { stations },
      files: { "stations.csv": Buffer.from([0x69, 0x64, 0x0a, 0xff, 0x0a]) },
      withRejects: true,
    });
    expect(JSON.parse(formatReject(rejects[0] as Reject))).toMatchObject({
      row: 1,
      original_base64: "/w==",
    });
  });

  test("rows that refer to rejected rows are rejected, too, through any number of steps", async () => {
    const { rejects, rowsOf, issues } = await check({
      tables: { tree },
      files: { "tree.csv": "id,height,above\n1,,2\n2,,3\n3,tall,\n4,,5\n5,1,\n" },
      withRejects: true,
    });
    expect(rejects.map(({ row, reasons }) => `${row} ${reasons.map(({ code }) => code)}`)).toEqual([
      "1 unknown-reference",
      "2 unknown-reference",
      "3 cell-type",
    ]);
    expect(await rowsOf("tree")).toEqual([
      { id: "4", above: "5" },
      { id: "5", height: 1 },
    ]);
    expect(issues.every(({ severity }) => severity === "warning")).toBe(true);
  });

  test("a faulty header stands in the way all the same", async () => {
    const { issues } = await check({
      tables: { stations },
      files: { "stations.csv": "id,nme\na,x\n" },
      withRejects: true,
    });
    expect(brief(issues)).toEqual(["stations.csv:1:4 column-unknown"]);
  });
});

test("a file that changes between two readings is an error, not other data", async () => {
  let content = "id\na\n";
  const checked = await checkTables(
    { ...ownModel({ stations }), sources: [plainSource("stations", "s.csv")], assertions: [] },
    { paths: ["s.csv"], open: () => inputOf(content).open() },
    createIssueList(),
  );
  content = "id\nb\n";
  const read = async () => {
    for await (const rows of checked.tables[0]?.batches() ?? []) expect(rows).toHaveLength(1);
  };
  await expect(read()).rejects.toMatchObject({ name: "SourcebookError", code: "CONFLICT" });
});
