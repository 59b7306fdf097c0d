import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { cutRelease } from "@sourcebook/export";
import { checkProject } from "@sourcebook/ingest";

const seeds = join(import.meta.dirname, "../../../../seeds");
const script = join(import.meta.dirname, "load-into-sqlite.py");

/** A release of the first dataset in a temporary folder, which the caller removes. */
export interface SeedsRelease {
  readonly releasesFolder: string;
  readonly release: string;
}

export async function cutSeeds(): Promise<SeedsRelease> {
  const { dataset, issues } = await checkProject(seeds);
  if (!dataset) throw new Error(JSON.stringify(issues.slice(0, 3)));
  const releasesFolder = await mkdtemp(join(tmpdir(), "sourcebook-sqlite-"));
  const csvOnly = { ...dataset, exports: ["csv"] };
  const cut = await cutRelease(csvOnly, { releasesFolder, toolVersion: "0.0.0" });
  return { releasesFolder, release: cut.folder };
}

export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface Loaded {
  readonly answers: readonly Answer[];
  readonly rows: Readonly<Record<string, number>>;
  readonly references: number;
  readonly violations: readonly string[];
}

/** Loads the CSV tables of a release into SQLite with another reader, and asks it the queries. */
export async function loadIntoSqlite(
  release: string,
  queries: readonly string[] = [],
): Promise<Loaded> {
  const python = spawn("/usr/bin/python3", [script, release]);
  const exited = once(python, "exit");
  python.stdin.end(JSON.stringify(queries));
  const [stdout, stderr] = await Promise.all([text(python.stdout), text(python.stderr)]);
  await exited;
  if (stderr !== "") throw new Error(stderr);
  return JSON.parse(stdout) as Loaded;
}
