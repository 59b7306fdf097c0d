// EDGE: writes projects of made-up rows to disk.
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { formatRows, formatStations, type RowsPlan } from "./format-rows.ts";
import { readingSchema, stationSchema } from "./row-schemas.ts";

/** A project whose large table lies in one file, or in several. */
export interface ProjectPlan extends Pick<RowsPlan, "rows" | "edition" | "areInOrder"> {
  readonly folder: string;
  readonly shards?: number;
  readonly version?: string;
}

/** Makes a project, unless it is there already. */
export async function makeProject(plan: ProjectPlan): Promise<void> {
  const { folder, shards = 1, version = "1.0.0", ...about } = plan;
  if (existsSync(folder)) return;
  const staging = `${folder}.tmp`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(join(staging, "data"), { recursive: true });
  await mkdir(join(staging, "schemas"));
  await writeFile(join(staging, "data/stations.csv"), formatStations());
  for (let part = 0; part < shards; part += 1) {
    const content = formatRows({ ...about, part, parts: shards });
    const path = join(staging, shardPath(part, shards));
    await pipeline(Readable.from(content), createWriteStream(path));
  }
  const schemas = { "readings.schema.json": readingSchema, "stations.schema.json": stationSchema };
  for (const [name, schema] of Object.entries(schemas)) {
    await writeFile(join(staging, "schemas", name), `${JSON.stringify(schema, undefined, 2)}\n`);
  }
  await setVersion(staging, version);
  await setExports(staging, ["csv", "jsonl"], shards);
  await rename(staging, folder);
}

export const shardPath = (part: number, shards: number): string =>
  shards === 1 ? "data/readings.csv" : `data/readings-${part}.csv`;

export async function setVersion(folder: string, version: string): Promise<void> {
  await writeFile(
    join(folder, "package.json"),
    `${JSON.stringify({ name: "readings", version, private: true })}\n`,
  );
}

export async function setExports(
  folder: string,
  exports: readonly string[],
  shards = 1,
): Promise<void> {
  const from = shards === 1 ? "data/readings.csv" : '"data/readings-*.csv"';
  await mkdir(dirname(folder), { recursive: true });
  await writeFile(
    join(folder, "dataset.yaml"),
    `name: readings
title: Made-up readings
licence: CC0-1.0
contributors: [{ title: Benchmark, role: publisher }]
released: "2026-01-01"
model: ./schemas
tables:
  stations: data/stations.csv
  readings: ${from}
exports: [${exports.join(", ")}]
`,
  );
}
