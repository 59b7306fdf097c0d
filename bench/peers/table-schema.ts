// EDGE: the work with `tableschema`, row by row: table-schema.ts <project> <output folder> <where it is installed>
import { createWriteStream } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify";
import { header, kinds } from "../table/format-rows.ts";
import { finishOutputs } from "./hash-and-zip.ts";
import { stationId } from "./rules.ts";

interface TableSchema {
  readonly Table: {
    load(
      path: string,
      options: object,
    ): Promise<{
      iter(options: object): Promise<AsyncIterable<Record<string, unknown>>>;
    }>;
  };
}

const [project = "", output = "", installed = ""] = process.argv.slice(2);
const { Table } = createRequire(join(installed, "peers.js"))("tableschema") as TableSchema;

const text = (name: string, constraints: object) => ({
  name,
  type: "string",
  constraints: { required: true, ...constraints },
});
const number = (name: string, type: string, minimum: number, maximum: number) => ({
  name,
  type,
  constraints: { required: true, minimum, maximum },
});

const stations: object[] = [];
const stationFields = [
  text("id", { pattern: `^${stationId}$`, unique: true }),
  text("name", { minLength: 1, maxLength: 80 }),
  number("latitude", "number", -90, 90),
  number("longitude", "number", -180, 180),
];
for await (const row of await rowsOf("stations", { fields: stationFields, primaryKey: "id" })) {
  stations.push(row);
}
const schema = {
  fields: [
    { ...number("id", "integer", 1, 100_000_000) },
    text("name", { minLength: 1, maxLength: 80 }),
    { name: "day", type: "date", format: "%Y-%m-%d", constraints: { required: true } },
    number("count", "integer", 0, 1_000_000),
    number("value", "number", -1000, 1000),
    text("kind", { enum: [...kinds] }),
    text("station_id", { pattern: `^${stationId}$` }),
    text("note", { minLength: 1, maxLength: 1000 }),
    { ...text("url", {}), format: "uri" },
    { name: "is_open", type: "boolean", constraints: { required: true } },
  ],
  primaryKey: "id",
  foreignKeys: [{ fields: "station_id", reference: { resource: "stations", fields: "id" } }],
};
const readings: Record<string, unknown>[] = [];
for await (const row of await rowsOf("readings", schema, { stations })) {
  // A checked foreign key comes as the row that it refers to, and a day as a Date in local time.
  const { id } = row.station_id as { id: string };
  const day = row.day as Date;
  const date = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  const shown = date.map((part) => String(part).padStart(2, "0")).join("-");
  readings.push({ ...row, day: shown, station_id: id });
}
readings.sort((a, b) => Number(a.id) - Number(b.id));

const csv = stringify({ header: true, columns: [...header], cast: { boolean: String } });
const lines = new Transform({
  writableObjectMode: true,
  transform: (row, _, done) => done(null, `${JSON.stringify(row)}\n`),
});
await pipeline(Readable.from(readings), csv, createWriteStream(join(output, "readings.csv")));
await pipeline(Readable.from(readings), lines, createWriteStream(join(output, "readings.jsonl")));
finishOutputs(output, false);

async function rowsOf(name: string, schema: object, relations?: object) {
  const table = await Table.load(join(project, "data", `${name}.csv`), { schema });
  return table.iter({ keyed: true, ...(relations && { relations }) });
}
