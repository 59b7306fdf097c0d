// EDGE: cuts a table of ten files twice, one of them changed in between.
import { execFileSync } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { sourcebook } from "../contenders.ts";
import { firstCut, layouts, leastCut, nameOfShards, secondCut } from "../names.ts";
import { dataFolder } from "../places.ts";
import { keep } from "../results.ts";
import { type Entrant, runRounds } from "../rounds.ts";
import { setVersion } from "../table/make-project.ts";
import { emptyCache, type Section } from "./section.ts";
import { copySharded, makeSharded, type Sharded, shardsIn, writeShard } from "./sharded.ts";

const script = join(import.meta.dirname, "../peers/copy-release.ts");

export const again: Section = {
  name: "shards",
  about: "a second cut, after one of ten files was changed",
  async run({ sizes, rounds, isKept }) {
    const rows = sizes.findLast((size) => size <= 1_000_000) ?? 1_000_000;
    for (const layout of layouts) {
      for (const zip of [false, true]) {
        const name = nameOfShards(rows, layout, zip);
        if (await isKept(name)) continue;
        const runs = await measureShards({ rows, layout, zip }, Math.min(rounds, 3));
        await keep(name, { section: "shards", rows, zip, runs, facts: { layout } });
      }
    }
  },
};

async function measureShards(plan: Sharded & { readonly zip: boolean }, rounds: number) {
  const { rows, layout, zip } = plan;
  const made = await makeSharded(plan);
  const project = join(dataFolder, "sharded");
  const releases = join(dataFolder, "releases-of-shards");
  const copies = join(dataFolder, "copies-of-shards");
  const command = () => sourcebook("cut", project, "--releases", releases);
  const entrants: Entrant[] = [
    {
      name: firstCut,
      rounds,
      async prepare() {
        await emptyCache(project);
        await rm(releases, { recursive: true, force: true });
        await copySharded(made, project, ["csv", "jsonl", ...(zip ? ["zip"] : [])]);
        settle();
      },
      command,
    },
    {
      name: secondCut,
      rounds,
      async prepare() {
        await writeShard(project, plan, true);
        await setVersion(project, "1.1.0");
        settle();
      },
      command,
    },
    // A zip would have to be copied, hashed and read back as well: here only the tables are.
    {
      name: leastCut,
      rounds: zip ? 0 : rounds,
      async prepare() {
        await rm(copies, { recursive: true, force: true });
        await mkdir(copies, { recursive: true });
        settle();
      },
      command: () => {
        const tables = ["jsonl/readings.jsonl", "data/readings.csv"].map((path) =>
          join(releases, "readings/1.1.0", path),
        );
        return {
          words: [process.execPath, script, copies, tables.join(), shardsIn(project).join()],
        };
      },
    },
  ];
  const runs = await runRounds(
    `shards, ${rows} rows, ${layout}${zip ? ", zip" : ""}:`,
    entrants,
    rounds,
  );
  for (const folder of [project, releases, copies]) {
    await rm(folder, { recursive: true, force: true });
  }
  return runs;
}

/** Has the system write what it still holds, so that the run to come does not share the disk with it. */
const settle = (): void => void execFileSync("sync");
