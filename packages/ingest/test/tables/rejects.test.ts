import { describe, expect, test } from "vitest";
import { formatReject, type Reject } from "../../src/tables/rejects.ts";
import { brief, check, stations } from "./check-in-memory.ts";
import type { ShortTable } from "./own-model.ts";

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
