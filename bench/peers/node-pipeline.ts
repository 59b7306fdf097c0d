// EDGE: the work as one would first write it in Node, row by row: node-pipeline.ts <project> <output folder> [zip]
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { ZipArchive } from "archiver";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify";
import { header } from "../table/format-rows.ts";
import { readingSchema, stationSchema } from "../table/row-schemas.ts";
import { outputs } from "./hash-and-zip.ts";

type Row = Record<string, string | number | boolean>;

const [project = "", output = "", zip] = process.argv.slice(2);
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);

const stations = new Set<unknown>();
for await (const row of readRows("stations", ["latitude", "longitude"], stationSchema)) {
  if (stations.has(row.id)) throw new Error(`${row.id} is there twice`);
  stations.add(row.id);
}
const readings: Row[] = [];
const ids = new Set<unknown>();
for await (const row of readRows("readings", ["id", "count", "value"], readingSchema)) {
  if (ids.has(row.id)) throw new Error(`${row.id} is there twice`);
  if (!stations.has(row.station_id)) throw new Error(`There is no station ${row.station_id}`);
  ids.add(row.id);
  readings.push(row);
}
readings.sort((a, b) => Number(a.id) - Number(b.id));

const toCsv = stringify({ header: true, columns: [...header], cast: { boolean: String } });
const toJsonLines = new Transform({
  writableObjectMode: true,
  transform: (row, _, done) => done(null, `${JSON.stringify(row)}\n`),
});
const sums = [await write("readings.csv", toCsv), await write("readings.jsonl", toJsonLines)];
await writeFile(join(output, "SHA256SUMS"), sums.join(""));
if (zip === "zip") {
  const archive = new ZipArchive({ zlib: { level: 6 } });
  const written = pipeline(archive, createWriteStream(join(output, "release.zip")));
  for (const name of [...outputs, "SHA256SUMS"]) {
    archive.append(createReadStream(join(output, name)), { name });
  }
  await archive.finalize();
  await written;
}

async function* readRows(
  table: string,
  numbers: readonly string[],
  schema: object,
): AsyncGenerator<Row> {
  const validate = ajv.compile({
    ...schema,
    $schema: "https://json-schema.org/draft/2020-12/schema",
  });
  const file = createReadStream(join(project, "data", `${table}.csv`));
  for await (const record of file.pipe(parse({ columns: true }))) {
    const row: Row = record;
    for (const name of numbers) row[name] = Number(row[name]);
    if (table === "readings") row.is_open = row.is_open === "true";
    if (!validate(row)) throw new Error(ajv.errorsText(validate.errors));
    yield row;
  }
}

/** Writes all readings through a formatter and gives the line of the file in `SHA256SUMS`. */
async function write(name: string, format: NodeJS.ReadWriteStream): Promise<string> {
  const hash = createHash("sha256");
  const hashing = new Transform({
    transform(chunk, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const file = createWriteStream(join(output, name));
  await pipeline(Readable.from(readings), format, hashing, file);
  return `${hash.digest("hex")}  ${name}\n`;
}
