import { type Dataset, SourcebookError, type Table } from "@sourcebook/schema";
import { expect, test, vi } from "vitest";
import { formatInThread } from "../src/format-thread.ts";
import { planWhole } from "../src/plan-whole.ts";
import type { PlannedFile } from "../src/release-plan.ts";
import { datasetOf, definitionOf, fieldOf, tableOf } from "./fixtures/tables.ts";

// So that threads are used where the tests run on one processor.
vi.mock("node:os", async (original) => ({
  ...(await original<typeof import("node:os")>()),
  availableParallelism: () => 2,
}));

const threads = vi.hoisted((): { all: { terminate(): Promise<number> }[] } => ({ all: [] }));

vi.mock("node:worker_threads", async (original) => {
  const library = await original<typeof import("node:worker_threads")>();
  class WatchedWorker extends library.Worker {
    constructor(...given: ConstructorParameters<typeof library.Worker>) {
      super(...given);
      threads.all.push(this);
    }
  }
  return { ...library, Worker: WatchedWorker };
});

const definition = definitionOf("people", [
  fieldOf("id", "string", { required: true }),
  fieldOf("age", "integer"),
  fieldOf("names", "list"),
]);

function people(count: number, name = "people"): Table {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `p${String(index).padStart(6, "0")}`,
    ...(index % 2 === 0 && { age: index, names: ["Ada", `Reed; ${index}`] }),
  }));
  return { ...tableOf({ ...definition, name }, rows, 300), rows: count };
}

const dataset = (tables: readonly Table[], more: Partial<Dataset> = {}): Dataset =>
  datasetOf(tables, { exports: ["csv", "xlsx", "sqlite"], ...more });

async function bytesOf({ content }: PlannedFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content(async () => [])) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const never = new AbortController().signal;
const created = "2026-11-23T09:30:00Z";

test("a thread makes the bytes that are made without one, time after time", async () => {
  for (const count of [3, 1200]) {
    const source = { dataset: dataset([people(count)]), views: [people(7, "view")], created };
    const made = formatInThread(["xlsx", "sqlite"], source, never);
    const plain = planWhole(source.dataset, source.views, created);
    expect(await made.get("xlsx")).toEqual(new Uint8Array(await bytesOf(plain[0] as PlannedFile)));
    expect(await made.get("sqlite")).toEqual(
      new Uint8Array(await bytesOf(plain[1] as PlannedFile)),
    );
  }
});

test("a thread is worth its start for neither few rows nor many, nor where nobody knows how many", () => {
  const isBegun = (table: Table): boolean =>
    planWhole(dataset([table]), [], created).every(({ begin }) => begin !== undefined);
  const { rows: _, ...unknown } = people(2000);
  expect(isBegun(people(2000))).toBe(true);
  expect(isBegun(people(3))).toBe(false);
  expect(isBegun({ ...people(3), rows: 1_000_000 })).toBe(false);
  expect(isBegun(unknown)).toBe(false);
});

test("what a thread cannot make fails as it does without one", async () => {
  const twice = dataset([people(1500), people(1500)]);
  const files = planWhole(twice, [], created);
  for (const file of files) file.begin?.(never);
  await expect(bytesOf(files[1] as PlannedFile)).rejects.toEqual(
    new SourcebookError("USAGE", {
      what: "A database cannot hold two tables named people",
      fix: "Rename the table, or take sqlite out of the exports of the dataset",
    }),
  );
  expect((await bytesOf(files[0] as PlannedFile)).length).toBeGreaterThan(10_000);
});

test("when a thread dies, what it had to make is made without it, and the next cut has another", async () => {
  const source = dataset([people(20_000)]);
  const made = planWhole(source, [], created);
  for (const file of made) file.begin?.(never);
  expect(made.map(({ begin }) => typeof begin)).toEqual(["function", "function"]);
  const before = threads.all.length;
  await threads.all.at(-1)?.terminate();
  const plain = planWhole({ ...source, tables: [{ ...people(20_000), rows: 999 }] }, [], created);
  for (const [index, file] of made.entries()) {
    expect((await bytesOf(file)).equals(await bytesOf(plain[index] as PlannedFile))).toBe(true);
  }
  const again = formatInThread(["sqlite"], { dataset: source, views: [], created }, never);
  expect(await again.get("sqlite")).toEqual(new Uint8Array(await bytesOf(plain[1] as PlannedFile)));
  expect(threads.all.length).toBe(before + 1);
});

test("rows that cannot be read fail as they do without a thread", async () => {
  const broken: Table = {
    ...people(1500),
    // biome-ignore lint/correctness/useYield: it fails before there is anything to yield
    async *batches() {
      throw new Error("made to fail");
    },
  };
  const files = planWhole(dataset([broken]), [], created);
  for (const file of files) file.begin?.(never);
  for (const file of files) await expect(bytesOf(file)).rejects.toThrow("made to fail");
});

test("a view that cannot be made, while the thread waits for it, fails as it does without a thread", async () => {
  let count = 0;
  const view: Table = {
    ...people(7, "view"),
    async *batches() {
      yield [{ id: "a" }];
      count += 1;
      throw new Error(`made to fail, ${count}`);
    },
  };
  const files = planWhole(dataset([people(1500)]), [view], created);
  for (const file of files) file.begin?.(never);
  await expect(bytesOf(files[1] as PlannedFile)).rejects.toThrow("made to fail, 2");
  await expect(bytesOf(files[0] as PlannedFile)).rejects.toThrow("made to fail, 3");
});

test("what is stopped is not made, here or there", async () => {
  const stop = new AbortController();
  const files = planWhole(dataset([people(40_000)]), [], created);
  for (const file of files) file.begin?.(stop.signal);
  stop.abort(new Error("made to stop"));
  for (const file of files) await expect(bytesOf(file)).rejects.toThrow("made to stop");
  expect(() =>
    formatInThread([], { dataset: dataset([]), views: [], created }, stop.signal),
  ).toThrow("made to stop");
});
