// EDGE: reads what two contenders wrote, side by side.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { parse } from "csv-parse";
import { sha256Of } from "./peers/hash-and-zip.ts";
import { header } from "./table/format-rows.ts";

/** How far two files agree. */
export type Agreement = "the same bytes" | "the same rows";

/**
 * Compares two files of readings, CSV or JSON Lines: bytes first, then row by row and cell by cell.
 *
 * @throws Error that names the first row that differs
 */
export async function compareOutputs(ours: string, theirs: string): Promise<Agreement> {
  if (sha256Of(ours) === sha256Of(theirs)) return "the same bytes";
  const others = rowsOf(theirs);
  let number = 0;
  for await (const row of rowsOf(ours)) {
    number += 1;
    const other = (await others.next()).value;
    if (row !== other) throw new Error(`Row ${number} of ${theirs} differs\n${row}\n${other}`);
  }
  if (!(await others.next()).done) throw new Error(`${theirs} has more rows than ${number}`);
  return "the same rows";
}

/** Each row as one text, its cells in the order of the header, numbers as numbers. */
async function* rowsOf(path: string): AsyncGenerator<string, undefined> {
  if (path.endsWith(".csv")) {
    for await (const row of createReadStream(path).pipe(parse({ columns: true }))) {
      yield asText((name) => (numbers.has(name) ? Number(row[name]) : row[name]));
    }
  } else {
    for await (const line of createInterface({ input: createReadStream(path) })) {
      const row = JSON.parse(line);
      yield asText((name) => row[name]);
    }
  }
  return undefined;
}

const numbers = new Set(["id", "count", "value"]);

const asText = (cell: (name: string) => unknown): string => JSON.stringify(header.map(cell));
