// EDGE: renders a site of many releases, and one of a large table.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { cutRelease } from "@sourcebook/export";
import { checkProject } from "@sourcebook/ingest";
import { sourcebook } from "../contenders.ts";
import { measure } from "../measure.ts";
import { dataFolder } from "../places.ts";
import { keep } from "../results.ts";
import { type Entrant, runRounds, say } from "../rounds.ts";
import { makeProject } from "../table/make-project.ts";
import type { Section } from "./section.ts";

const few = 20;
const many = 100;
const seeds = join(import.meta.dirname, "../../seeds");

export const site: Section = {
  name: "site",
  about: `a site of ${many} releases of the first dataset, and one of a large table`,
  async run({ sizes, rounds, isKept }) {
    if (await isKept("site")) return;
    const { words, env } = sourcebook("site", "--help");
    const [program = "", ...args] = words;
    if (spawnSync(program, args, { env: { ...process.env, ...env } }).status !== 0) {
      say("There is no `sourcebook site` here: nothing to measure");
      return;
    }
    const rows = sizes.findLast((size) => size <= 1_000_000) ?? 1_000_000;
    const fewRows = rows / 10;
    const most = Math.min(rounds, 3);
    const out = join(dataFolder, "site");
    const entrant = (name: string, releases: string): Entrant => ({
      name,
      rounds: most,
      prepare: () => rm(out, { recursive: true, force: true }),
      command: () => sourcebook("site", releases, "--out", out),
    });
    const runs = await runRounds(
      "site:",
      [
        entrant(`${few} releases of the first dataset`, await manyReleases(few)),
        entrant(`${many} releases of the first dataset`, await manyReleases(many)),
        entrant(`one release of ${fewRows.toLocaleString("en")} rows`, await largeRelease(fewRows)),
        entrant(`one release of ${rows.toLocaleString("en")} rows`, await largeRelease(rows)),
      ],
      most,
    );
    await rm(out, { recursive: true, force: true });
    await keep("site", { section: "site", runs, facts: {} });
  },
};

async function manyReleases(count: number): Promise<string> {
  const releasesFolder = join(dataFolder, `releases-many-${count}`);
  const { dataset } = await checkProject(seeds);
  if (dataset === undefined) throw new Error("The first dataset has errors");
  for (let number = 0; number < count; number += 1) {
    const version = `1.${number}.0`;
    if (existsSync(join(releasesFolder, dataset.name, version))) continue;
    if (number % 20 === 0) say(`cutting ${count} releases, now at ${version}`);
    const exports = ["csv", "json"];
    // A release in which nothing changed would be refused.
    const title = `${dataset.title}, ${version}`;
    const release = { ...dataset, title, version, exports };
    await cutRelease(release, { releasesFolder, toolVersion: "0.0.0" });
  }
  return releasesFolder;
}

async function largeRelease(rows: number): Promise<string> {
  const releases = join(dataFolder, `releases-large-${rows}`);
  if (existsSync(join(releases, "readings/1.0.0"))) return releases;
  const folder = join(dataFolder, `project-${rows}`);
  say(`making and cutting ${rows} rows`);
  await makeProject({ folder, rows });
  await measure(sourcebook("cut", folder, "--releases", releases));
  return releases;
}
