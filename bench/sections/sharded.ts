// EDGE: makes a project of one table in ten files, and changes one of them.
import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Layout } from "../names.ts";
import { dataFolder } from "../places.ts";
import { say } from "../rounds.ts";
import { type Edition, formatRows } from "../table/format-rows.ts";
import { makeProject, setExports, shardPath } from "../table/make-project.ts";

const shards = 10;
const touched = 3;

export interface Sharded {
  readonly rows: number;
  readonly layout: Layout;
}

/** Makes the project that others are copied from, unless it is there, and returns its folder. */
export async function makeSharded({ rows, layout }: Sharded): Promise<string> {
  const areInOrder = layout === "in order";
  const folder = join(dataFolder, `sharded-${rows}${areInOrder ? "-in-order" : ""}`);
  say(`making ${rows} rows in ${shards} files, ${layout}`);
  await makeProject({ folder, rows, shards, areInOrder });
  return folder;
}

/** Puts a copy in the place of a project. */
export async function copySharded(
  made: string,
  project: string,
  exports: readonly string[],
): Promise<void> {
  await rm(project, { recursive: true, force: true });
  await cp(made, project, { recursive: true, preserveTimestamps: true });
  await setExports(project, exports, shards);
}

/** Writes one of the ten files anew: one row in a hundred is another, or all are as they were made. */
export async function writeShard(
  project: string,
  { rows, layout }: Sharded,
  isChanged: boolean,
): Promise<void> {
  const edition: Edition = (id) => (isChanged && id % 100 === 0 ? "changed" : "same");
  const areInOrder = layout === "in order";
  const text = [...formatRows({ rows, part: touched, parts: shards, areInOrder, edition })].join(
    "",
  );
  await writeFile(join(project, shardPath(touched, shards)), text);
}

/** The files of the table in a project. */
export const shardsIn = (project: string): readonly string[] =>
  Array.from({ length: shards }, (_, part) => join(project, shardPath(part, shards)));
