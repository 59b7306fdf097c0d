// EDGE: cuts a table of ten files twice, one of them changed in between.
import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sourcebook } from "../contenders.ts";
import { firstCut, secondCut } from "../names.ts";
import { dataFolder } from "../places.ts";
import { keep } from "../results.ts";
import { type Entrant, runRounds, say } from "../rounds.ts";
import { formatRows } from "../table/format-rows.ts";
import { makeProject, setVersion, shardPath } from "../table/make-project.ts";
import { emptyCache, type Section } from "./section.ts";

const shards = 10;
const touched = 3;

export const again: Section = {
  name: "shards",
  about: "a second cut, after one of ten files was changed",
  async run({ sizes, rounds, isKept }) {
    const rows = sizes.findLast((size) => size <= 1_000_000) ?? 1_000_000;
    if (await isKept(`shards/${rows}`)) return;
    const made = join(dataFolder, `sharded-${rows}`);
    say(`making ${rows} rows in ${shards} files`);
    await makeProject({ folder: made, rows, shards });
    const project = join(dataFolder, "sharded");
    const releases = join(dataFolder, "releases-of-shards");
    const most = Math.min(rounds, 3);
    const command = () => sourcebook("cut", project, "--releases", releases);
    const entrants: Entrant[] = [
      {
        name: firstCut,
        rounds: most,
        async prepare() {
          await emptyCache(project);
          for (const folder of [project, releases])
            await rm(folder, { recursive: true, force: true });
          await cp(made, project, { recursive: true, preserveTimestamps: true });
        },
        command,
      },
      {
        name: secondCut,
        rounds: most,
        async prepare() {
          const plan = { rows, part: touched, parts: shards };
          const text = [...formatRows({ ...plan, edition: isChanged })].join("");
          await writeFile(join(project, shardPath(touched, shards)), text);
          await setVersion(project, "1.1.0");
        },
        command,
      },
    ];
    const runs = await runRounds(`shards, ${rows} rows:`, entrants, most);
    for (const folder of [project, releases]) await rm(folder, { recursive: true, force: true });
    await keep(`shards/${rows}`, { section: "shards", rows, runs, facts: {} });
  },
};

const isChanged = (id: number): "changed" | "same" => (id % 100 === 0 ? "changed" : "same");
