import { describe, expect, test } from "vitest";
import type { TableAssertions } from "../../src/tables/assertions.ts";
import { check, stations } from "./check-in-memory.ts";

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
