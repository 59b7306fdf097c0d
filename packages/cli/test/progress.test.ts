import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "@sourcebook/schema";
import { describe, expect, test } from "vitest";
import { type Io, main } from "../src/index.ts";
import { formatBytes, formatDuration, formatProgress } from "../src/progress/format-progress.ts";
import { withProgress } from "../src/progress/with-progress.ts";
import { type FakeTerminal, fakeTerminal } from "./support/fake-terminal.ts";
import { readTree } from "./support/read-tree.ts";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const stations = join(import.meta.dirname, "golden/stations/project");
const rows: Progress = { stage: "check", item: "observations", done: 412_000, unit: "rows" };

describe("a line of progress", () => {
  const elapsed = { stageMs: 5000, itemMs: 2600 };
  test.each<[string, Progress, number]>([
    [
      "Checking observations  412,000 rows  160,000 rows/s  41 %  8 s left",
      { ...rows, share: 0.41 },
      79,
    ],
    ["Checking observations  412,000 rows  160,000 rows/s", rows, 79],
    ["Checking observations  412,000 rows  160,000 rows/s  0 %", { ...rows, share: 0.001 }, 79],
    [
      "Checking observations  412,000 rows  160,000 rows/s  100 %  0 s left",
      { ...rows, share: 1 },
      79,
    ],
    [
      "Reading back from the zip data/a.csv",
      { stage: "read-zip", item: "data/a.csv", done: 0, unit: "bytes" },
      79,
    ],
    [
      "Zipping data/a.csv  120 MB  46 MB/s",
      { ...rows, stage: "zip", item: "data/a.csv", unit: "bytes", done: 120_000_000 },
      79,
    ],
    ["Checking observations  412,000 rows", { ...rows, share: 0.41 }, 40],
    [
      "Checking ...ery-long-name  412,000 rows",
      { ...rows, item: "x".repeat(70).concat("-very-long-name") },
      39,
    ],
    ["Checking", rows, 18],
    ["Checking a\\u001b[2Jb  412,000 rows  160,000 rows/s", { ...rows, item: "a\u001b[2Jb" }, 79],
  ])("%j", (line, progress, columns) => {
    expect(formatProgress(progress, elapsed, columns)).toBe(line);
    expect(line.length).toBeLessThanOrEqual(columns);
  });

  test("sizes and times stand in the unit that suits them", () => {
    expect([0, 999, 1000, 9_949, 12_000_000, 3.2e9].map(formatBytes)).toEqual([
      "0 bytes",
      "999 bytes",
      "1.0 kB",
      "9.9 kB",
      "12 MB",
      "3.2 GB",
    ]);
    expect([0, 1, 59_001, 200_000, 3_900_000].map(formatDuration)).toEqual([
      "0 s",
      "1 s",
      "1 min 0 s",
      "3 min 20 s",
      "1 h 5 min",
    ]);
  });
});

describe("when progress is shown", () => {
  /** Tells of progress every 60 ms, for a while. */
  const work = (moments: number) => async (io: Io & { readonly tick: () => void }) =>
    withProgress(io, {}, async ({ onProgress }) => {
      for (let moment = 1; moment <= moments; moment += 1) {
        io.tick();
        onProgress?.({ ...rows, done: moment });
      }
      return "done";
    });

  const clockOf = (terminal: FakeTerminal, env = {}) => {
    let ms = 0;
    return { stdout: terminal, stderr: terminal, env, now: () => ms, tick: () => (ms += 60) };
  };

  test("after a second, ten times a second at most, and gone at the end", async () => {
    const terminal = fakeTerminal();
    expect(await work(25)(clockOf(terminal))).toBe("done");
    expect(terminal.screen).toBe("");
    expect(terminal.taken).toEqual(
      [17, 19, 21, 23, 25].map((done) => `Checking observations  ${done} rows  17 rows/s`),
    );
    expect(terminal.written).toContain("\u001b[2m");
  });

  test("of one thing at a time, until that is silent", async () => {
    const terminal = fakeTerminal();
    const io = clockOf(terminal);
    await withProgress(io, {}, async ({ onProgress }) => {
      for (let moment = 1; moment <= 60; moment += 1) {
        io.tick();
        if (moment <= 30) onProgress?.({ ...rows, item: "first", done: moment * 600 });
        if (moment > 20) onProgress?.({ ...rows, item: "second", done: (moment - 20) * 60 });
      }
    });
    const told = (item: string, done: string, rate: string): string =>
      `Checking ${item}  ${done} rows  ${rate} rows/s`;
    const { taken } = terminal;
    expect(taken[0]).toBe(told("first", "10,200", "10,000"));
    expect(taken.findLast((line) => line.includes("first"))).toBe(
      told("first", "17,400", "10,000"),
    );
    // A second after the last that was told of the other, and at the pace that it has had itself.
    const second = taken.filter((line) => line.includes("second"));
    expect(second[0]).toBe(told("second", "1,620", "1,000"));
    expect(taken.slice(-second.length)).toEqual(second);
  });

  test("not for work of less than a second", async () => {
    const terminal = fakeTerminal();
    await work(16)(clockOf(terminal));
    expect(terminal.written).toBe("");
  });

  test("without colour where none is wanted", async () => {
    const terminal = fakeTerminal();
    await work(17)(clockOf(terminal, { NO_COLOR: "1" }));
    expect(terminal.written).toBe("\rChecking observations  17 rows  17 rows/s\u001b[K\r\u001b[K");
  });

  test("gone also when the work fails", async () => {
    const terminal = fakeTerminal();
    const io = clockOf(terminal);
    const failing = withProgress(io, {}, async ({ onProgress }) => {
      for (let moment = 0; moment < 20; moment += 1) io.tick();
      onProgress?.(rows);
      expect(terminal.screen).toContain("Checking");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(terminal.screen).toBe("");
  });

  test.each<[string, Partial<Io>, object]>([
    ["in a pipe", { stderr: { write: () => expect.unreachable() } }, {}],
    ["on a terminal that cannot take a line back", { env: { TERM: "dumb" } }, {}],
    ["with --json", {}, { json: true }],
    ["without a clock", { now: undefined as never }, {}],
  ])("nothing %s", async (_, io, values) => {
    const terminal = fakeTerminal();
    const options = await withProgress(
      { ...clockOf(terminal), ...io },
      values,
      async (given) => given,
    );
    expect(options.onProgress).toBeUndefined();
    expect(terminal.written).toBe("");
  });
});

/** A terminal on which each look at the clock finds that a second has gone by. */
function slowTerminal(signal?: AbortSignal) {
  const terminal = fakeTerminal(100);
  const out = { stdout: "" };
  let ms = 0;
  const io: Io = {
    stdout: { write: (text) => (out.stdout += text) },
    stderr: terminal,
    env: {},
    now: () => (ms += 1000),
    ...(signal && { signal }),
  };
  return { io, terminal, out };
}

/** What was done, and to which tables. */
const steps = ({ taken }: FakeTerminal): readonly string[] => [
  ...new Set(taken.map((line) => line.replace(/ \S*[/.]\S* {2}.*| SHA256SUMS {2}.*| {2}.*/, ""))),
];

test("a cut, a verify and a diff say on a terminal what they are at, and nothing is left of it", async () => {
  const [shown, silent] = [await tempFolder(), await tempFolder()];
  const cut = slowTerminal();
  expect(await main(["cut", stations, "--releases", shown], cut.io)).toBe(0);
  const quiet = await runCli("cut", stations, "--releases", silent);
  expect(cut.out.stdout.replaceAll(shown, silent)).toBe(quiet.stdout);
  expect(await readTree(shown)).toEqual(await readTree(silent));
  expect(cut.terminal.screen).toBe("");
  expect(steps(cut.terminal)).toEqual([
    "Checking stations",
    "Checking observations",
    "Writing",
    "Zipping",
    "Reading back from the zip",
  ]);

  const release = join(shown, "stations/0.2.0");
  const verify = slowTerminal();
  expect(await main(["verify", release], verify.io)).toBe(0);
  expect(verify.terminal.screen).toBe("");
  expect(steps(verify.terminal)).toEqual(["Hashing", "Verifying"]);

  const diff = slowTerminal();
  expect(await main(["diff", release, stations], diff.io)).toBe(0);
  expect(diff.terminal.screen).toBe("");
  expect(steps(diff.terminal)).toEqual([
    "Checking stations",
    "Checking observations",
    "Comparing observations",
    "Comparing stations",
  ]);
}, 60_000);

test.each(["Checking", "Writing", "Zipping", "Reading back from the zip"])(
  "Ctrl-C while %s ends with 130, the line restored, and nothing left behind",
  async (verb) => {
    const project = join(await tempFolder(), "project");
    await cp(stations, project, { recursive: true });
    const releases = await tempFolder();
    const stop = new AbortController();
    const { io, terminal, out } = slowTerminal(stop.signal);
    const watched: Io = {
      ...io,
      stderr: {
        ...io.stderr,
        write(text: string) {
          if (text.includes(verb)) stop.abort();
          return terminal.write(text);
        },
      },
    };
    expect(await main(["cut", project, "--releases", releases], watched)).toBe(130);
    expect(terminal.screen).toBe("Stopped; nothing was left behind\n");
    expect(out.stdout).toBe("");
    expect(await readTree(releases)).toEqual({});
    expect(
      (await readdir(releases, { recursive: true })).filter((it) => it !== "stations"),
    ).toEqual([]);
  },
);
