// EDGE: finds out which programs are installed.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "./measure.ts";
import { us } from "./names.ts";
import { dataFolder, peersFolder } from "./places.ts";

/** A program that does the work of a cut: reads, checks, sorts, writes, hashes, and zips if asked. */
export interface Contender {
  readonly name: string;
  readonly about: string;
  /** Why it cannot be run here; absent when it can. */
  readonly missing?: string;
  command(work: Work): Command;
  /** Where a file of the two that all write stands. */
  outputPath(work: Work, name: string): string;
  zipPath(work: Work): string;
  /** How often it runs; not at all for 0. */
  rounds(work: Pick<Work, "rows" | "zip">): number;
}

/** What is asked of a contender. */
export interface Work {
  readonly rows: number;
  readonly zip: boolean;
  readonly project: string;
  /** An empty folder for what it makes. */
  readonly output: string;
}

const program = join(import.meta.dirname, "../packages/cli/bin/sourcebook.js");

/** The command line of the built toolkit; its caches go to a folder that a run can empty. */
export function sourcebook(...words: readonly string[]): Command {
  return {
    words: [process.execPath, program, ...words],
    env: { XDG_CACHE_HOME: join(dataFolder, "cache") },
  };
}

const isThere = (name: string): boolean => spawnSync(name, ["--version"]).error === undefined;
const peer = (name: string): string => join(import.meta.dirname, "peers", name);
const plainPaths = {
  outputPath: ({ output }: Work, name: string): string => join(output, name),
  zipPath: ({ output }: Work): string => join(output, "release.zip"),
};
const zipWord = ({ zip }: Work): readonly string[] => (zip ? ["zip"] : []);
const million = 1_000_000;

const node = (script: string) => (work: Work) => ({
  words: [process.execPath, peer(script), work.project, work.output, ...zipWord(work)],
});

/** Rounds for a contender that takes longer the more is asked: fewer of what takes minutes. */
function fewer({ small, large, zipped }: { small: number; large: number; zipped: number }) {
  return ({ rows, zip }: Pick<Work, "rows" | "zip">): number => {
    if (rows > million) return 0;
    if (zip) return rows < million ? zipped : 0;
    return rows < million ? small : large;
  };
}

/** All contenders, we first. */
export function findContenders(): readonly Contender[] {
  const missingZip = isThere("zip") ? {} : { missing: "needs `zip`" };
  return [
    {
      name: us,
      about: "`sourcebook cut`, from built code",
      command: ({ project, output }) => sourcebook("cut", project, "--releases", output),
      outputPath: ({ output }, name) =>
        join(output, "readings/1.0.0", name.endsWith(".csv") ? "data" : "jsonl", name),
      zipPath: ({ output }) => join(output, "readings/readings-1.0.0.zip"),
      rounds: ({ rows }) => (rows > million ? 2 : 5),
    },
    {
      name: "DuckDB",
      about: "a script for DuckDB in SQL, all cores, system `zip -6`",
      ...missingZip,
      command: node("duckdb.ts"),
      ...plainPaths,
      rounds: ({ rows, zip }) => (rows > million ? (zip ? 0 : 1) : 5),
    },
    {
      name: "SQLite",
      about: "a script for the command line of SQLite, system `zip -6`",
      ...(isThere("sqlite3") ? missingZip : { missing: "needs `sqlite3`" }),
      command: node("sqlite.ts"),
      ...plainPaths,
      rounds: fewer({ small: 5, large: 3, zipped: 3 }),
    },
    {
      name: "Python",
      about: "plain Python and its own library",
      command: (work) => ({
        words: ["python3", peer("plain.py"), work.project, work.output, ...zipWord(work)],
      }),
      ...plainPaths,
      rounds: fewer({ small: 5, large: 3, zipped: 3 }),
    },
    {
      name: "Node, row by row",
      about: "csv-parse, ajv and csv-stringify as streams of rows, archiver",
      command: node("node-pipeline.ts"),
      ...plainPaths,
      rounds: fewer({ small: 5, large: 3, zipped: 3 }),
    },
    {
      name: "tableschema",
      about: "`tableschema` of npm, csv-stringify",
      ...(existsSync(join(peersFolder, "node_modules/tableschema"))
        ? {}
        : {
            missing:
              "needs `npm install --ignore-scripts --prefix bench/.data/peers tableschema@1.12.6`",
          }),
      command: ({ project, output }) => ({
        words: [process.execPath, peer("table-schema.ts"), project, output, peersFolder],
      }),
      ...plainPaths,
      rounds: ({ rows, zip }) => (zip || rows > 100_000 ? 0 : rows > 10_000 ? 1 : 3),
    },
  ];
}
