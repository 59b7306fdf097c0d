import { stringify } from "csv-stringify/sync";
import type { Survey } from "../diff/survey-releases.ts";
import { type ChangeLine, changeColumns, listChanges } from "./list-changes.ts";

/** Writes the changes between two releases as canonical CSV, one a line; returns how many there are. */
export const changesCsv = (survey: Survey): AsyncGenerator<string, number> =>
  changeLinesCsv(listChanges(survey));

/** Lines of changes as canonical CSV, with a header. */
export async function* changeLinesCsv(
  batches: AsyncIterable<readonly ChangeLine[]> | Iterable<readonly ChangeLine[]>,
): AsyncGenerator<string, number> {
  const columns = changeColumns.map(({ name }) => name);
  yield `${columns.join(",")}\n`;
  let lines = 0;
  for await (const batch of batches) {
    for (let start = 0; start < batch.length; start += linesAtOnce) {
      yield stringify(batch.slice(start, start + linesAtOnce), {
        columns,
        record_delimiter: "\n",
        quoted_match: /[\r\n]/,
      });
    }
    lines += batch.length;
  }
  return lines;
}

// The library is fastest with about a hundred records a call.
const linesAtOnce = 100;
