// EDGE: cuts tables of several sizes, by us and by whatever else is installed.
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { compareOutputs } from "../compare-outputs.ts";
import { type Contender, findContenders, type Work } from "../contenders.ts";
import { limitName } from "../names.ts";
import { outputs } from "../peers/hash-and-zip.ts";
import { dataFolder } from "../places.ts";
import { keep } from "../results.ts";
import { type Entrant, runRounds, say } from "../rounds.ts";
import { makeProject, setExports } from "../table/make-project.ts";
import { emptyCache, type Facts, type Section } from "./section.ts";

export const cut: Section = {
  name: "cut",
  about: "a table read, checked, sorted, written, hashed, with and without a zip",
  async run({ sizes, rounds, isKept }) {
    for (const rows of sizes) {
      const project = join(dataFolder, `project-${rows}`);
      say(`making ${rows} rows`);
      await makeProject({ folder: project, rows });
      for (const zip of [false, true]) {
        if (await isKept(nameOf({ rows, zip }))) continue;
        await setExports(project, ["csv", "jsonl", ...(zip ? ["zip"] : [])]);
        await measureCut({ rows, zip, project, output: join(dataFolder, "output") }, rounds);
      }
    }
  },
};

async function measureCut(work: Work, rounds: number): Promise<void> {
  const { rows, zip } = work;
  const facts: Facts = { "bytes read": await bytesOf(join(work.project, "data/readings.csv")) };
  const [us, ...others] = findContenders().filter((each) => each.rounds(work) > 0);
  if (us === undefined) throw new Error("We are always here");
  // What our first run makes is kept: others are compared with it.
  const own = { ...work, output: join(dataFolder, "own") };
  await rm(own.output, { recursive: true, force: true });

  const entrants: Entrant[] = [
    {
      ...entrantOf(us, work),
      async inspect() {
        await rename(work.output, own.output);
        for (const name of outputs) facts[name] = await bytesOf(us.outputPath(own, name));
        if (zip) facts[`zip of ${us.name}`] = await bytesOf(us.zipPath(own));
      },
    },
  ];
  for (const other of others) {
    if (other.missing !== undefined) {
      facts[`missing: ${other.name}`] = other.missing;
      continue;
    }
    entrants.push({
      ...entrantOf(other, work),
      async inspect() {
        facts[`agreement of ${other.name}`] = await agreement(us, own, other, work);
        if (zip) facts[`zip of ${other.name}`] = await bytesOf(other.zipPath(work));
      },
    });
  }
  entrants.push(limit(work, () => outputs.map((name) => us.outputPath(own, name))));

  const runs = await runRounds(`cut, ${rows} rows${zip ? ", zip" : ""}:`, entrants, rounds);
  await keep(nameOf(work), { section: "cut", rows, zip, runs, facts });
  await rm(own.output, { recursive: true, force: true });
}

const nameOf = ({ rows, zip }: Pick<Work, "rows" | "zip">): string =>
  `cut/${rows}/${zip ? "zip" : "plain"}`;

function entrantOf(contender: Contender, work: Work): Entrant {
  return {
    name: contender.name,
    rounds: contender.rounds(work),
    async prepare() {
      await emptyCache(work.project);
      await rm(work.output, { recursive: true, force: true });
      await mkdir(work.output, { recursive: true });
    },
    command: () => contender.command(work),
    clean: () => rm(work.output, { recursive: true, force: true }),
  };
}

/** Reading, hashing and, for a zip, deflating the bytes that we wrote, and nothing else. */
function limit({ rows, zip }: Work, files: () => readonly string[]): Entrant {
  const script = join(import.meta.dirname, "../peers/limit.ts");
  return {
    name: limitName,
    rounds: rows > 1_000_000 ? 1 : 3,
    command: () => ({
      words: [process.execPath, script, zip ? "deflate" : "hash", ...files()],
    }),
  };
}

async function agreement(us: Contender, own: Work, other: Contender, work: Work): Promise<string> {
  const found = new Set<string>();
  for (const name of outputs) {
    found.add(await compareOutputs(us.outputPath(own, name), other.outputPath(work, name)));
  }
  return [...found].toSorted().join("; ");
}

const bytesOf = async (path: string): Promise<number> => (await stat(path)).size;
