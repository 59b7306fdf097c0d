// EDGE: checks and cuts the first dataset, which is small: what starting costs.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { sourcebook } from "../contenders.ts";
import { dataFolder } from "../places.ts";
import { keep } from "../results.ts";
import { type Entrant, runRounds } from "../rounds.ts";
import { emptyCache, type Section } from "./section.ts";

const seeds = join(import.meta.dirname, "../../seeds");
const releases = join(dataFolder, "releases-of-seeds");

export const small: Section = {
  name: "seeds",
  about: "the first dataset checked and cut: what the small case costs",
  async run({ rounds, isKept }) {
    if (await isKept("seeds")) return;
    const entrants: Entrant[] = [
      {
        name: "node, which does nothing",
        rounds,
        command: () => ({ words: [process.execPath, "-e", "0"] }),
      },
      { name: "sourcebook --version", rounds, command: () => sourcebook("--version") },
      {
        name: "sourcebook check seeds",
        rounds,
        prepare: () => emptyCache(seeds),
        command: () => sourcebook("check", seeds),
      },
      {
        name: "sourcebook cut seeds",
        rounds,
        async prepare() {
          await emptyCache(seeds);
          await rm(releases, { recursive: true, force: true });
        },
        command: () => sourcebook("cut", seeds, "--releases", releases),
      },
    ];
    const runs = await runRounds("seeds:", entrants, rounds);
    await rm(releases, { recursive: true, force: true });
    await keep("seeds", { section: "seeds", runs, facts: {} });
  },
};
