import { describe, expect, test } from "vitest";
import { brief, check, observations, stations } from "./check-in-memory.ts";

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
