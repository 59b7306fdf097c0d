// EDGE: keeps what was measured, so that a later run replaces only what it measured anew.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { cpus, release, totalmem, type } from "node:os";
import type { Cost } from "./measure.ts";
import { resultsPath } from "./places.ts";

/** What one contender took in one round. */
export interface Run extends Cost {
  readonly contender: string;
  /** From 1: runs of one round followed each other, and are compared with each other. */
  readonly round: number;
}

/** One thing that was measured, with all that is needed to say what the figures are. */
export interface Measurement {
  /** `cut`, `diff` and so on: what belongs together on the page. */
  readonly section: string;
  readonly rows?: number;
  readonly zip?: boolean;
  readonly runs: readonly Run[];
  /** Whatever else was counted or compared, by its name on the page. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** The day, the machine, the state of the code and the command. */
  readonly made: Readonly<Record<"on" | "machine" | "commit" | "command", string>>;
}

export type Results = Readonly<Record<string, Measurement>>;

export async function readResults(): Promise<Results> {
  return existsSync(resultsPath) ? JSON.parse(await readFile(resultsPath, "utf8")) : {};
}

/** Puts a measurement in the place of the one of the same name. */
export async function keep(name: string, measurement: Omit<Measurement, "made">): Promise<Results> {
  const made = { on: new Date().toISOString().slice(0, 10), machine, commit: commit(), command };
  const all = { ...(await readResults()), [name]: { ...measurement, made } };
  const sorted = Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  // A run stands on one line, so that what changed can be read.
  const text = JSON.stringify(sorted, undefined, 2).replaceAll(/\{\s*"contender"[^}]*\}/g, (run) =>
    run.replaceAll(/\s+/g, " "),
  );
  await writeFile(resultsPath, `${text}\n`);
  return sorted;
}

/** Whether something was measured already, of the code as it is now. */
export async function isMeasured(name: string): Promise<boolean> {
  const { made } = (await readResults())[name] ?? {};
  return made?.commit === commit();
}

const command = ["npx --yes pnpm@12 run bench", ...process.argv.slice(2)].join(" ");

const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 1e9)} GB, ${type()} ${release().split("-")[0]}, Node ${process.versions.node}`;

function commit(): string {
  const git = (...words: readonly string[]): string =>
    execFileSync("git", words, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
  const isClean = git("status", "--porcelain", "--", "..", ":!.").length === 0;
  return `${git("rev-parse", "--short=10", "HEAD")}${isClean ? "" : " with changes"}`;
}
