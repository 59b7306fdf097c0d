// EDGE: cuts a table of ten files twice, one of them changed in between.
import { execFileSync } from "node:child_process";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sourcebook } from "../contenders.ts";
import { firstCut, type Layout, layouts, leastCut, nameOfShards, secondCut } from "../names.ts";
import { dataFolder } from "../places.ts";
import { keep } from "../results.ts";
import { type Entrant, runRounds, say } from "../rounds.ts";
import { formatRows } from "../table/format-rows.ts";
import { makeProject, setExports, setVersion, shardPath } from "../table/make-project.ts";
import { emptyCache, type Section } from "./section.ts";

const script = join(import.meta.dirname, "../peers/copy-release.ts");
const shards = 10;
const touched = 3;

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

interface Sharded {
  readonly rows: number;
  readonly layout: Layout;
  readonly zip: boolean;
}

async function measureShards({ rows, layout, zip }: Sharded, rounds: number) {
  const areInOrder = layout === "in order";
  const made = join(dataFolder, `sharded-${rows}${areInOrder ? "-in-order" : ""}`);
  say(`making ${rows} rows in ${shards} files, ${layout}`);
  await makeProject({ folder: made, rows, shards, areInOrder });
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
        for (const folder of [project, releases])
          await rm(folder, { recursive: true, force: true });
        await cp(made, project, { recursive: true, preserveTimestamps: true });
        await setExports(project, ["csv", "jsonl", ...(zip ? ["zip"] : [])], shards);
        settle();
      },
      command,
    },
    {
      name: secondCut,
      rounds,
      async prepare() {
        const plan = { rows, part: touched, parts: shards, areInOrder };
        const text = [...formatRows({ ...plan, edition: isChanged })].join("");
        await writeFile(join(project, shardPath(touched, shards)), text);
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
        const inputs = Array.from({ length: shards }, (_, part) =>
          join(project, shardPath(part, shards)),
        );
        return { words: [process.execPath, script, copies, tables.join(), inputs.join()] };
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

const isChanged = (id: number): "changed" | "same" => (id % 100 === 0 ? "changed" : "same");
