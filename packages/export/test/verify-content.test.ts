import type { Dataset, Row } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { compareFiles } from "../src/compare-files.ts";
import { planRelease, type ReleasePlan, writeRelease } from "../src/index.ts";
import { readRelease } from "../src/read-release.ts";
import { type PlannedFile, textContent } from "../src/release-plan.ts";
import { verifyContent } from "../src/verify-content.ts";
import type { VerifyFinding } from "../src/verify-finding.ts";
import { memoryWriter } from "./support/memory-writer.ts";
import { tableOf, tinyDataset } from "./support/tiny-dataset.ts";

test("the tables of a good release are good", async () => {
  expect(await verifyPlan(await planRelease(tinyDataset(), provenance))).toEqual([]);
});

const reading = { source_id: "a-report", kind: "air" };

test.each<[string, string, readonly Row[], readonly string[]]>([
  ["a repeated key", "people", [{ id: "a" }, { id: "a" }], ['row 2: repeats the key ["a"]']],
  ["rows out of order", "people", [{ id: "b" }, { id: "a" }], ["row 2: stands out of order"]],
  [
    "a repeated unique key",
    "readings",
    [
      { id: "a", note: "n", ...reading },
      { id: "b", note: "n", ...reading },
    ],
    ['row 2: repeats the key ["a-report","n"]'],
  ],
  [
    "a reference to nothing",
    "readings",
    [{ id: "a", ...reading, source_id: "none" }],
    ['row 1: source_id refers to ["none"], which is not in sources'],
  ],
  [
    "a code that the list does not have, and a number below its minimum",
    "readings",
    [{ id: "a", ...reading, kind: "fire", count: -1 }],
    [expect.stringContaining("row 1: kind: "), expect.stringContaining("row 1: count: ")],
  ],
  [
    "a missing cell",
    "readings",
    [{ id: "a", source_id: "a-report" }],
    [expect.stringContaining("row 1: kind: ")],
  ],
  [
    "text where a number should be",
    "readings",
    [{ id: "a", ...reading, value: "many" }],
    ["row 1: value is not written as a number is"],
  ],
  [
    "a list with a reference to nobody",
    "sources",
    [{ id: "a-report" }, { id: "b-report", authors: ["Åsa", "Nobody"] }],
    ['row 2: authors refers to ["Nobody"], which is not in people'],
  ],
])("verify finds %s", async (_, table, rows, messages) => {
  const findings = await verifyPlan(await planRelease(withRows(table, rows), provenance));
  expect(findings).toEqual(
    messages.map((message) => ({ code: "content-invalid", path: `data/${table}.csv`, message })),
  );
});

test.each<[string, string, (text: string) => string, object[]]>([
  [
    "a cell that differs in JSON",
    "json/people.json",
    (text) => text.replace("Åsa", "Asa"),
    [{ path: "data/people.csv", message: "row 3: is another in JSON" }],
  ],
  [
    "a row that is not in JSON",
    "json/people.json",
    (text) => text.replace(/,\n[^\n]*\n\]/, "\n]"),
    [{ path: "data/people.csv", message: "row 3: is another in JSON" }],
  ],
  [
    "a row that is only in JSON",
    "json/people.json",
    (text) => text.replace("\n]", ',\n{"id":"Zoë"}\n]'),
    [{ path: "data/people.csv", message: "row 4: is there only in JSON" }],
  ],
  [
    "JSON that is none",
    "json/people.json",
    (text) => text.replace("{", "<"),
    [
      {
        path: "data/people.csv",
        message: "cannot be compared with its JSON, which is no JSON at line 2",
      },
    ],
  ],
  [
    "a column that the schema does not know",
    "data/people.csv",
    (text) => text.replace("id", "name"),
    [{ path: "data/people.csv", message: "does not have the columns id" }],
  ],
  [
    "a row of another length",
    "data/people.csv",
    (text) => `${text}ß,y\n`,
    [
      { path: "data/people.csv", message: "row 4: has 2 cells, not 1" },
      { path: "data/people.csv", message: "row 4: is another in JSON" },
      { path: "data/people.csv", message: "has 4 rows, not the 3 of the descriptor" },
      { path: "json/people.json", message: "has 4 rows, not the 3 of the descriptor" },
    ],
  ],
  [
    "CSV that is none",
    "data/people.csv",
    (text) => `${text}"x`,
    [{ path: "data/people.csv", message: expect.stringContaining("is no CSV: Quote Not Closed") }],
  ],
  [
    "a number in a form that is not ours",
    "data/readings.csv",
    (text) => text.replace("-12.5", "-12.50"),
    [
      { path: "data/readings.csv", message: "row 2: value is not written as a number is" },
      { path: "data/readings.csv", message: "row 2: is another in JSON" },
    ],
  ],
  [
    "a schema that is none",
    "schema/people.schema.json",
    () => "{",
    [{ path: "schema", message: "people.schema.json is no JSON" }],
  ],
])("verify finds %s, also when all hashes are right", async (_, path, change, expected) => {
  const plan = changeFile(await planRelease(tinyDataset(), provenance), path, change);
  const findings = await verifyPlan(plan);
  expect(findings).toEqual(expected.map((finding) => ({ code: "content-invalid", ...finding })));
});

const provenance = { toolVersion: "0.0.0" };

/** The tiny dataset with other rows in one table, and none in those that refer to it. */
function withRows(table: string, rows: readonly Row[]): Dataset {
  const dataset = tinyDataset({ exports: ["csv"] });
  const referring = ["people", "sources", "readings"];
  const emptied = referring.slice(referring.indexOf(table) + 1);
  const tables = dataset.tables.map(({ definition, batches }) => {
    if (definition.name === table) return tableOf(definition, rows);
    return emptied.includes(definition.name) ? tableOf(definition, []) : { definition, batches };
  });
  return { ...dataset, tables };
}

/** A plan in which one file has other words, with hashes and row counts to match the old ones. */
function changeFile(
  plan: ReleasePlan,
  path: string,
  change: (text: string) => string,
): ReleasePlan {
  const changed = (file: PlannedFile): PlannedFile => ({
    ...file,
    async *content(written) {
      const content = file.content(written);
      let text = "";
      let step = await content.next();
      for (; !step.done; step = await content.next()) text += step.value;
      yield* textContent(change(text));
      return step.value;
    },
  });
  return { ...plan, files: plan.files.map((file) => (file.path === path ? changed(file) : file)) };
}

async function verifyPlan(plan: ReleasePlan): Promise<readonly VerifyFinding[]> {
  const writer = memoryWriter();
  await writeRelease(plan, writer);
  const reader = writer.reader();
  const release = await readRelease(reader);
  expect(compareFiles(reader.entries, release)).toEqual([]);
  return verifyContent(reader, release.descriptor ?? { files: [] }, release.sums);
}
