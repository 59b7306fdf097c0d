// EDGE: the work as a script for DuckDB: duckdb.ts <project> <output folder> [zip]
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { kinds } from "../table/format-rows.ts";
import { finishOutputs } from "./hash-and-zip.ts";
import { stationId, uri } from "./rules.ts";

const [project = "", output = "", zip] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(":memory:")).connect();

const stationColumns = { id: "VARCHAR", name: "VARCHAR", latitude: "DOUBLE", longitude: "DOUBLE" };
const readingColumns = {
  id: "BIGINT",
  name: "VARCHAR",
  day: "DATE",
  count: "BIGINT",
  value: "DOUBLE",
  kind: "VARCHAR",
  station_id: "VARCHAR",
  note: "VARCHAR",
  url: "VARCHAR",
  is_open: "BOOLEAN",
};

await load("stations", stationColumns);
await load("readings", readingColumns);
await expectNone(`
  FROM readings WHERE NOT coalesce(
    id BETWEEN 1 AND 100000000
    AND length(name) BETWEEN 1 AND 80
    AND day IS NOT NULL
    AND "count" BETWEEN 0 AND 1000000
    AND value BETWEEN -1000 AND 1000
    AND kind IN (${kinds.map((kind) => `'${kind}'`).join(", ")})
    AND regexp_full_match(station_id, '${stationId}')
    AND length(note) BETWEEN 1 AND 1000
    AND regexp_full_match(url, '${uri}')
    AND is_open IS NOT NULL, false)`);
await expectNone(`
  FROM stations WHERE NOT coalesce(
    regexp_full_match(id, '${stationId}')
    AND length(name) BETWEEN 1 AND 80
    AND latitude BETWEEN -90 AND 90
    AND longitude BETWEEN -180 AND 180, false)`);
for (const table of ["readings", "stations"]) {
  const counted = `SELECT count(*) AS rows, count(DISTINCT id) AS ids FROM ${table}`;
  await expectNone(`FROM (${counted}) WHERE rows <> ids`);
}
await expectNone("FROM readings ANTI JOIN stations ON readings.station_id = stations.id");
await connection.run(`COPY readings TO '${join(output, "readings.csv")}' (FORMAT csv, HEADER)`);
await connection.run(`COPY readings TO '${join(output, "readings.jsonl")}' (FORMAT json)`);
finishOutputs(output, zip === "zip");

/** Reads a file as what its columns are declared to be, sorted by its key. */
async function load(table: string, columns: Readonly<Record<string, string>>): Promise<void> {
  const types = JSON.stringify(columns).replaceAll('"', "'");
  const path = join(project, "data", `${table}.csv`);
  const how = `header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', strict_mode = true, nullstr = ''`;
  await connection.run(
    `CREATE TABLE ${table} AS FROM read_csv('${path}', ${how}, columns = ${types}) ORDER BY id`,
  );
}

async function expectNone(query: string): Promise<void> {
  const reader = await connection.runAndReadAll(`SELECT count(*) FROM (${query})`);
  if (String(reader.getRows()[0]?.[0]) !== "0") throw new Error(`Found: ${query}`);
}
