import { describe, expect, test } from "vitest";
import { createIssueList } from "../../src/issue-list.ts";
import { checkTables } from "../../src/tables/check-tables.ts";
import { plainSource } from "../../src/tables/table-source.ts";
import { brief, check, observations, stations } from "./check-in-memory.ts";
import { ownModel } from "./own-model.ts";
import { inputOf } from "./read-all.ts";

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
