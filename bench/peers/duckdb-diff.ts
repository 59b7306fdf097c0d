// EDGE: compares two releases with DuckDB: duckdb-diff.ts <release> <release> <csv of what differs>
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { header } from "../table/format-rows.ts";

const [before = "", after = "", output = ""] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(":memory:")).connect();

const types = `{'id': 'BIGINT', 'name': 'VARCHAR', 'day': 'DATE', 'count': 'BIGINT', 'value': 'DOUBLE', 'kind': 'VARCHAR', 'station_id': 'VARCHAR', 'note': 'VARCHAR', 'url': 'VARCHAR', 'is_open': 'BOOLEAN'}`;
const read = (release: string): string =>
  `read_csv('${join(release, "data/readings.csv")}', header = true, auto_detect = false, quote = '"', escape = '"', columns = ${types})`;
const fields = header.slice(1);
const cells = (side: string): string => fields.map((name) => `${side}."${name}"`).join(", ");

await connection.run(`
  CREATE TABLE pairs AS
  SELECT b AS before, a AS after
  FROM ${read(before)} AS b FULL JOIN ${read(after)} AS a ON b.id = a.id
  WHERE b.id IS NULL OR a.id IS NULL OR (${cells("b")}) IS DISTINCT FROM (${cells("a")})`);
const changed = fields.map(
  (name) => `
  SELECT 'changed' AS change, after.id AS id, '${name}' AS field, before."${name}"::VARCHAR AS before, after."${name}"::VARCHAR AS after
  FROM pairs
  WHERE before.id IS NOT NULL AND after.id IS NOT NULL AND before."${name}" IS DISTINCT FROM after."${name}"`,
);
await connection.run(`
  COPY (
    SELECT * FROM (
      SELECT 'added' AS change, after.id AS id, '' AS field, '' AS before, '' AS after FROM pairs WHERE before.id IS NULL
      UNION ALL SELECT 'removed', before.id, '', '', '' FROM pairs WHERE after.id IS NULL
      UNION ALL ${changed.join("UNION ALL")}
    ) ORDER BY id, field
  ) TO '${output}' (FORMAT csv, HEADER)`);
