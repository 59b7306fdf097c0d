import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createIssueList } from "../../../src/issue-list.ts";
import { checkTables } from "../../../src/tables/check-tables.ts";
import { Workshop } from "../../../src/tables/shards/workshop.ts";
import { plainSource } from "../../../src/tables/table-source.ts";
import { ownModel } from "../own-model.ts";
import { inputOf } from "../read-all.ts";

const forms = { module: new URL("./forms.ts", import.meta.url).href };
const folder = await mkdtemp(join(tmpdir(), "workshop-"));
afterAll(() => rm(folder, { recursive: true }));

const model = ownModel({ things: { fields: { id: "string!" }, primaryKey: ["id"] } });
const ids = Array.from({ length: 300 }, (_, at) => `t${at}`).toSorted();
const text = `id\n${ids.map((id) => `${id}\n`).join("")}`;

const newWorkshop = () =>
  new Workshop(folder, { threads: 2, pieceBytes: 64, rangeBytes: 256, leastBytes: 0, forms });

async function linesIn(workshop: Workshop): Promise<AsyncIterable<Uint8Array>> {
  const files = {
    paths: ["things.csv"],
    sizes: new Map([["things.csv", text.length]]),
    open: () => inputOf(text).open(),
  };
  const project = { ...model, sources: [plainSource("things", "*.csv")], assertions: [] };
  const { tables } = await checkTables(project, files, createIssueList(), { workshop });
  const lines = tables[0]?.written?.lines("jsonl");
  if (lines === undefined) throw new Error("The table was not read in threads");
  return lines;
}

async function textOf(lines: AsyncIterable<Uint8Array>): Promise<string> {
  let read = "";
  for await (const block of lines) read += Buffer.from(block).toString();
  return read;
}

const expected = ids.map((id) => `{"id":"${id}"}\n`).join("");

test("threads that were ended begin anew when rows are asked for", async () => {
  await using workshop = newWorkshop();
  const lines = await linesIn(workshop);
  const { pool } = workshop;
  const ending = workshop.endThreads();
  // Also while they are still ending.
  expect(workshop.pool).not.toBe(pool);
  await ending;
  expect(pool.isIdle).toBe(false);
  expect(await textOf(lines)).toBe(expected);
});

test("threads that make lines for someone go on", async () => {
  await using workshop = newWorkshop();
  const lines = (await linesIn(workshop))[Symbol.asyncIterator]();
  const first = await lines.next();
  const { pool } = workshop;
  const text = Buffer.from(first.value ?? []).toString();
  await workshop.endThreads();
  expect(workshop.pool).toBe(pool);
  expect(text + (await textOf({ [Symbol.asyncIterator]: () => lines }))).toBe(expected);
});
