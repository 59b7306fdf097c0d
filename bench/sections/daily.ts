// EDGE: checks, cuts, compares and verifies one large table, as its maintainer does in the course of a day.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { sourcebook } from "../contenders.ts";
import { dataFolder } from "../places.ts";
import { keep } from "../results.ts";
import { type Entrant, runRounds } from "../rounds.ts";
import { setVersion } from "../table/make-project.ts";
import type { Section } from "./section.ts";
import { copySharded, makeSharded, type Sharded, writeShard } from "./sharded.ts";

export const daily: Section = {
  name: "daily",
  about: "a large table checked, cut, compared and verified, one command after the other",
  async run({ sizes, rounds, isKept }) {
    const rows = sizes.findLast((size) => size <= 1_000_000) ?? 1_000_000;
    const name = `daily/${rows}`;
    if (await isKept(name)) return;
    const runs = await measureDay(rows, Math.min(rounds, 3));
    await keep(name, { section: "daily", rows, runs, facts: {} });
  },
};

async function measureDay(rows: number, rounds: number) {
  const plan: Sharded = { rows, layout: "mixed" };
  const made = await makeSharded(plan);
  const project = join(dataFolder, "daily");
  const releases = join(dataFolder, "releases-of-daily");
  const beside = ["--releases", releases] as const;
  const entrants: Entrant[] = [
    {
      name: "check, for the first time",
      rounds,
      async prepare() {
        await rm(releases, { recursive: true, force: true });
        // As a new project is exported.
        await copySharded(made, project, ["csv", "json"]);
      },
      command: () => sourcebook("check", project),
    },
    {
      name: "check, one of ten files changed",
      rounds,
      prepare: () => writeShard(project, plan, true),
      command: () => sourcebook("check", project),
    },
    { name: "cut, just checked", rounds, command: () => sourcebook("cut", project, ...beside) },
    {
      name: "status, one of ten files changed since",
      rounds,
      async prepare() {
        await writeShard(project, plan, false);
        await setVersion(project, "1.1.0");
      },
      command: () => sourcebook("status", project, ...beside),
    },
    {
      name: "check beside the release",
      rounds,
      command: () => sourcebook("check", project, ...beside),
    },
    {
      name: "verify the release",
      rounds,
      command: () => sourcebook("verify", join(releases, "readings/1.0.0")),
    },
  ];
  const runs = await runRounds(`daily, ${rows} rows:`, entrants, rounds);
  for (const folder of [project, releases]) await rm(folder, { recursive: true, force: true });
  return runs;
}
