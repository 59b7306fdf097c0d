import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { type PlannedFile, type ReleasePlan, textContent } from "../src/release-plan.ts";
import { type ReleaseWriter, writeRelease } from "../src/write-release.ts";

/** A writer that takes a while for each file after its content has ended, and tells what happens. */
function slowWriter(events: string[], failing?: string): ReleaseWriter {
  return {
    async write(path, content) {
      events.push(`begin ${path}`);
      if (path === failing) throw new Error(`made to fail, ${path}`);
      for await (const _ of content) events.push(`read ${path}`);
      for (let turn = 0; turn < 20; turn += 1) await setImmediate();
      events.push(`end ${path}`);
      return { path, bytes: 0, sha256: path };
    },
    async commit(receipts) {
      events.push(`commit ${receipts.map(({ path }) => path).join("")}`);
    },
    async discard() {
      events.push("discard");
    },
  };
}

const planOf = (files: readonly PlannedFile[]): ReleasePlan => ({
  name: "a",
  version: "1.0.0",
  files,
  zip: false,
});
const plain = (path: string): PlannedFile => ({ path, content: () => textContent(path) });
/** A file that tells of those before it. */
const listing = (path: string): PlannedFile => ({
  path,
  content: (written) =>
    textContent(async () => JSON.stringify((await written()).map((receipt) => receipt.path))),
});

test("a file is begun while a few others are on their way to the disk, and all are there at the end", async () => {
  const events: string[] = [];
  const receipts = await writeRelease(planOf([..."abcde"].map(plain)), slowWriter(events));
  expect(receipts.map(({ path }) => path)).toEqual([..."abcde"]);
  expect(events).toEqual([
    ...["begin a", "read a", "begin b", "read b", "begin c", "read c", "end a"],
    ...["begin d", "read d", "end b", "begin e", "read e", "end c", "end d", "end e"],
    "commit abcde",
  ]);
});

test("a file that speaks of others is made when these are written", async () => {
  const events: string[] = [];
  await writeRelease(planOf([plain("a"), plain("b"), listing("c")]), slowWriter(events));
  expect(events).toEqual([
    ...["begin a", "read a", "begin b", "read b", "begin c", "end a", "end b", "read c", "end c"],
    "commit abc",
  ]);
});

test.each([
  ["before its content is asked for", "c"],
  ["while it tells of others", "b"],
])(
  "a write that fails %s ends the release when no other write is under way",
  async (_, failing) => {
    const events: string[] = [];
    const plan = planOf([plain("a"), plain("b"), listing("c"), plain("d")]);
    await expect(writeRelease(plan, slowWriter(events, failing))).rejects.toThrow(
      `made to fail, ${failing}`,
    );
    expect(events.filter((event) => event.startsWith("commit"))).toEqual([]);
    expect(events.at(-1)).toBe("discard");
    const begun = events.filter((event) => event.startsWith("begin")).map((event) => event.at(-1));
    const ended = events.filter((event) => event.startsWith("end")).map((event) => event.at(-1));
    expect(begun.filter((path) => path !== failing)).toEqual(ended);
  },
);

/** A file of two chunks that threads make; the second one comes when it is let. */
const besideFile = (path: string, isLet: Promise<void>): PlannedFile => ({
  path,
  isMadeBeside: true,
  async *content() {
    yield path;
    await isLet;
    yield path;
    return undefined;
  },
});

test("a file that threads make holds up none but those that speak of it", async () => {
  const events: string[] = [];
  const isLet = Promise.withResolvers<void>();
  const last: PlannedFile = {
    path: "b",
    content: () =>
      textContent(() => {
        isLet.resolve();
        return "b";
      }),
  };
  const plan = planOf([besideFile("a", isLet.promise), last, listing("c")]);
  await writeRelease(plan, slowWriter(events));
  expect(events).toEqual([
    ...["begin a", "begin b", "read a", "read b", "read a", "begin c", "end b", "end a", "read c"],
    ...["end c", "commit abc"],
  ]);
});

test("two files at most are made by threads at once", async () => {
  let open = 0;
  const counts: number[] = [];
  const files = [..."abcd"].map(
    (path): PlannedFile => ({
      path,
      isMadeBeside: true,
      async *content() {
        open += 1;
        for (let turn = 0; turn < 5; turn += 1) {
          yield path;
          await setImmediate();
          counts.push(open);
        }
        open -= 1;
        return undefined;
      },
    }),
  );
  await writeRelease(planOf(files), slowWriter([]));
  expect(Math.max(...counts)).toBe(2);
});

test("what threads make is let go when another file cannot be written", async () => {
  const events: string[] = [];
  let isClosed = false;
  const endless: PlannedFile = {
    path: "a",
    isMadeBeside: true,
    async *content() {
      try {
        for (;;) {
          yield "a";
          await setImmediate();
        }
      } finally {
        isClosed = true;
      }
    },
  };
  const plan = planOf([endless, plain("b"), plain("c")]);
  await expect(writeRelease(plan, slowWriter(events, "b"))).rejects.toThrow("made to fail, b");
  expect({ isClosed, last: events.at(-1) }).toEqual({ isClosed: true, last: "discard" });
  expect(events).not.toContain("begin c");
});

/** A file that is made beside the others, when it is told to end. */
function begun(path: string, events: string[]) {
  const made = Promise.withResolvers<string>();
  made.promise.catch(() => {});
  const file: PlannedFile = {
    path,
    isMadeBeside: true,
    begin(signal) {
      events.push(`start ${path}`);
      signal.addEventListener("abort", () => made.reject(new Error(`stopped, ${path}`)));
    },
    content: () => textContent(() => made.promise),
  };
  return { file, end: () => made.resolve(path) };
}

test("a file that is begun first holds up only those that speak of it", async () => {
  const events: string[] = [];
  const { file, end } = begun("b", events);
  const plan = planOf([plain("a"), file, ...[..."cdef"].map(plain), listing("g")]);
  const release = writeRelease(plan, slowWriter(events));
  for (let turn = 0; turn < 200; turn += 1) await setImmediate();
  expect(events.slice(0, 3)).toEqual(["start b", "begin a", "read a"]);
  expect(events.at(-1)).toBe("end f");
  end();
  expect((await release).map(({ path }) => path)).toEqual([..."abcdefg"]);
  expect(events.slice(-5)).toEqual(["read b", "end b", "read g", "end g", "commit abcdefg"]);
});

test.each([
  ["before it is asked for", "a"],
  ["after it was asked for", "c"],
])("a file that is begun is stopped when another fails %s", async (_, failing) => {
  const events: string[] = [];
  const { file } = begun("b", events);
  const plan = planOf([plain("a"), file, plain("c")]);
  await expect(writeRelease(plan, slowWriter(events, failing))).rejects.toThrow(
    `made to fail, ${failing}`,
  );
  expect(events.at(-1)).toBe("discard");
});

test("a file that is begun and fails ends the release", async () => {
  const events: string[] = [];
  const plan = planOf([begun("b", events).file, plain("c")]);
  await expect(writeRelease(plan, slowWriter(events, "b"))).rejects.toThrow("made to fail, b");
  expect(events.at(-1)).toBe("discard");
});
