import type { Survey } from "../diff/survey-releases.ts";
import { type ChangeLine, changeColumns, listChanges } from "./list-changes.ts";

/** Writes the changes between two releases as canonical CSV, one a line; returns how many there are. */
export const changesCsv = (survey: Survey): AsyncGenerator<string, number> =>
  changeLinesCsv(listChanges(survey));

/** Lines of changes as canonical CSV, with a header. */
export async function* changeLinesCsv(
  batches: AsyncIterable<readonly ChangeLine[]> | Iterable<readonly ChangeLine[]>,
): AsyncGenerator<string, number> {
  yield `${columns.join(",")}\n`;
  let lines = 0;
  for await (const batch of batches) {
    if (batch.length > 0) yield batch.map(formatLine).join("");
    lines += batch.length;
  }
  return lines;
}

const columns = changeColumns.map(({ name }) => name);

// Not by the library: to write them took it longer than all else that is done to tell the changes of a million rows.
const formatLine = (line: ChangeLine): string =>
  `${columns.map((name) => formatText(line[name])).join(",")}\n`;

const formatText = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
