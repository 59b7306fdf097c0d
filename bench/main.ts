// EDGE: measures us and others at the same work, and writes the figures. Run: npx --yes pnpm@12 run bench [options]
import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatPage } from "./format-page.ts";
import { dataFolder, pagePath, resultsPath } from "./places.ts";
import { isMeasured, readResults } from "./results.ts";
import { say } from "./rounds.ts";
import { cut } from "./sections/cut.ts";
import { daily } from "./sections/daily.ts";
import { compare } from "./sections/diff.ts";
import type { Section } from "./sections/section.ts";
import { small } from "./sections/seeds.ts";
import { again } from "./sections/shards.ts";
import { site } from "./sections/site.ts";

const sections: readonly Section[] = [cut, again, daily, compare, small, site];

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    sizes: { type: "string", default: "10000,100000,1000000,5000000" },
    rounds: { type: "string", default: "5" },
    resume: { type: "boolean" },
    page: { type: "boolean" },
    help: { type: "boolean" },
  },
});
const wanted = values.only?.split(",") ?? sections.map(({ name }) => name);
const sizes = values.sizes.split(",").map(Number);
const rounds = Number(values.rounds);
const isKept = async (name: string) => values.resume === true && (await isMeasured(name));
const unknown = wanted.filter((name) => !sections.some((section) => section.name === name));

if (values.help || unknown.length > 0 || !sizes.every(Number.isInteger) || !(rounds > 0)) {
  for (const name of unknown) say(`There is no section ${name}`);
  say(`npx --yes pnpm@12 run bench [options]

  --only <sections>  some of these, with commas between them:
${sections.map(({ name, about }) => `                       ${name.padEnd(7)} ${about}`).join("\n")}
  --sizes <rows>     how many rows, with commas between (default: 10000,100000,1000000,5000000)
  --rounds <number>  how often each is run at most (default: 5); what takes minutes runs less often
  --resume           leave out what was measured already of the code as it is
  --page             measure nothing, only write RESULTS.md anew from results.json

What is measured replaces what was measured of it before; all else in RESULTS.md stays.`);
  process.exitCode = values.help ? 0 : 2;
} else {
  await mkdir(dataFolder, { recursive: true });
  const started = performance.now();
  for (const section of values.page ? [] : sections.filter(({ name }) => wanted.includes(name))) {
    await section.run({ sizes, rounds, isKept });
    await writePage();
  }
  await writePage();
  say(`${Math.round((performance.now() - started) / 1000)} s in all`);
}

async function writePage(): Promise<void> {
  await writeFile(pagePath, formatPage(await readResults()));
  const biome = join(import.meta.dirname, "../node_modules/.bin/biome");
  execFileSync(biome, ["format", "--write", pagePath, resultsPath], { stdio: "ignore" });
}
