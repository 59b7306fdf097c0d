// EDGE: the work as a script for the command line of SQLite: sqlite.ts <project> <output folder> [zip]
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { header, kinds } from "../table/format-rows.ts";
import { finishOutputs } from "./hash-and-zip.ts";
import { stationId, uri } from "./rules.ts";

const [project = "", output = "", zip] = process.argv.slice(2);
const database = join(output, "work.db");
const columns = header.map((name) => `"${name}"`);
const members = header.map((name) =>
  name === "is_open" ? "'is_open', json(is_open)" : `'${name}', "${name}"`,
);
const script = `
.bail on
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA foreign_keys = ON;
CREATE TABLE stations (
  id TEXT PRIMARY KEY NOT NULL CHECK (id REGEXP '^${stationId}$'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  latitude REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL NOT NULL CHECK (longitude BETWEEN -180 AND 180)
) STRICT, WITHOUT ROWID;
.import --csv --skip 1 ${join(project, "data/stations.csv")} stations
CREATE TABLE raw (${columns.join(", ")});
.import --csv --skip 1 ${join(project, "data/readings.csv")} raw
CREATE TABLE readings (
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 100000000),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  day TEXT NOT NULL CHECK (day IS date(day)),
  count INTEGER NOT NULL CHECK (count BETWEEN 0 AND 1000000),
  value REAL NOT NULL CHECK (value BETWEEN -1000 AND 1000),
  kind TEXT NOT NULL CHECK (kind IN (${kinds.map((kind) => `'${kind}'`).join(", ")})),
  station_id TEXT NOT NULL CHECK (station_id REGEXP '^${stationId}$') REFERENCES stations,
  note TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 1000),
  url TEXT NOT NULL CHECK (url REGEXP '^${uri}$'),
  is_open TEXT NOT NULL CHECK (is_open IN ('true', 'false'))
) STRICT;
INSERT INTO readings SELECT * FROM raw;
.headers on
.mode csv
.separator , "\\n"
.once ${join(output, "readings.csv")}
SELECT * FROM readings ORDER BY id;
.headers off
.mode list
.once ${join(output, "readings.jsonl")}
SELECT json_object(${members.join(", ")}) FROM readings ORDER BY id;
`;
execFileSync("sqlite3", [database], { input: script, stdio: ["pipe", "ignore", "inherit"] });
rmSync(database);
finishOutputs(output, zip === "zip");
