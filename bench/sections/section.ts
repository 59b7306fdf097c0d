// EDGE: empties the cache of the toolkit.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "../places.ts";

/** What a run was asked for. */
export interface Request {
  readonly sizes: readonly number[];
  /** Rounds at most. */
  readonly rounds: number;
  /** Whether a measurement of this name is to be left as it is. */
  isKept(name: string): Promise<boolean>;
}

/** A part of the benchmark that can be run by itself. */
export interface Section {
  readonly name: string;
  readonly about: string;
  run(request: Request): Promise<void>;
}

/** What is said of a measurement beside its runs. */
export type Facts = Record<string, string | number>;

/** Makes the next run of the toolkit, on this project, one that has seen nothing before. */
export async function emptyCache(project: string): Promise<void> {
  for (const folder of [join(dataFolder, "cache"), join(project, ".sourcebook")]) {
    await rm(folder, { recursive: true, force: true });
  }
}
