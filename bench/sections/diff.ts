// EDGE: compares two releases that differ in one row of a hundred.
import { createReadStream, existsSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse";
import { sourcebook } from "../contenders.ts";
import { measure } from "../measure.ts";
import { us } from "../names.ts";
import { dataFolder } from "../places.ts";
import { keep } from "../results.ts";
import { type Entrant, runRounds, say } from "../rounds.ts";
import type { Edition } from "../table/format-rows.ts";
import { makeProject } from "../table/make-project.ts";
import type { Facts, Section } from "./section.ts";

export const compare: Section = {
  name: "diff",
  about: "two releases compared, one row of a hundred changed",
  async run({ sizes, rounds, isKept }) {
    for (const rows of sizes.filter((size) => size >= 100_000 && size <= 1_000_000)) {
      if (await isKept(`diff/${rows}`)) continue;
      const before = await release(rows, "1.0.0", first);
      const after = await release(rows, "2.0.0", second);
      await measureDiff(rows, before, after, rounds);
    }
  },
};

/** Each edition lacks some rows of the other, and the second says something else in eight of a thousand. */
const first: Edition = (id) => (id % 1000 === 500 ? "gone" : "same");
const second: Edition = (id) => {
  if (id % 1000 === 250) return "gone";
  return id % 125 === 7 ? "changed" : "same";
};

async function release(rows: number, version: string, edition: Edition): Promise<string> {
  const folder = join(dataFolder, `diff-${rows}-${version}`);
  const releases = join(dataFolder, `releases-to-diff-${rows}`);
  const place = join(releases, "readings", version);
  if (existsSync(place)) return place;
  say(`making and cutting ${rows} rows, version ${version}`);
  await makeProject({ folder, rows, version, edition });
  await measure(sourcebook("cut", folder, "--releases", releases));
  await rm(folder, { recursive: true });
  return place;
}

async function measureDiff(
  rows: number,
  before: string,
  after: string,
  rounds: number,
): Promise<void> {
  const ours = join(dataFolder, "diff-ours.csv");
  const theirs = join(dataFolder, "diff-duckdb.csv");
  const script = join(import.meta.dirname, "../peers/duckdb-diff.ts");
  const facts: Facts = { "bytes read": 2 * (await stat(join(before, "data/readings.csv"))).size };
  const entrants: Entrant[] = [
    {
      name: us,
      rounds,
      command: () => ({
        ...sourcebook("diff", before, after, "--format", "csv"),
        stdout: ours,
      }),
    },
    {
      name: "DuckDB",
      rounds,
      command: () => ({ words: [process.execPath, script, before, after, theirs] }),
      async inspect() {
        const [own, other] = [await readChanges(ours), await readChanges(theirs)];
        const differing = [...own].filter((line) => !other.has(line));
        if (differing.length > 0 || own.size !== other.size) {
          throw new Error(`The diffs differ: ${own.size} and ${other.size}, ${differing[0]}`);
        }
        facts["changes found by both"] = own.size;
      },
    },
  ];
  const runs = await runRounds(`diff, ${rows} rows:`, entrants, rounds);
  await keep(`diff/${rows}`, { section: "diff", rows, runs, facts });
  for (const path of [ours, theirs]) await rm(path);
}

/** Changed cells with both values; rows that came or went by their ids alone. */
async function readChanges(path: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const row of createReadStream(path).pipe(parse({ columns: true }))) {
    const change = ourWords.get(row.change) ?? row.change;
    const { id, field, before, after } = row;
    if (change === "changed") found.add(JSON.stringify([change, id, field, before, after]));
    else if (change === "added" || change === "removed") found.add(JSON.stringify([change, id]));
  }
  return found;
}

const ourWords: ReadonlyMap<string, string> = new Map([
  ["cell", "changed"],
  ["row_added", "added"],
  ["row_removed", "removed"],
]);
