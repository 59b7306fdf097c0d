import type { Field, Row } from "@sourcebook/schema";
import { type Options, stringify } from "csv-stringify/sync";
import { cellOf, formatCell } from "./format-cell.ts";
import type { Content } from "./release-plan.ts";

/** How the canonical CSV is written, in the words of Data Package. */
export const csvDialect = {
  delimiter: ",",
  lineTerminator: "\n",
  quoteChar: '"',
  doubleQuote: true,
  header: true,
} as const;

/** Writes rows as canonical CSV, header first, fields in their order; returns the number of rows. */
export async function* formatCsv(
  fields: readonly Field[],
  batches: AsyncIterable<readonly Row[]>,
): Content {
  const format = lineFormatter(fields);
  yield format([fields.map((field) => field.name)]);
  let rows = 0;
  for await (const batch of batches) {
    for (let start = 0; start < batch.length; start += linesAtOnce) {
      yield format(
        batch
          .slice(start, start + linesAtOnce)
          .map((row) => fields.map((field) => formatCell(field, cellOf(row, field.name)))),
      );
    }
    rows += batch.length;
  }
  return rows;
}

// The library is fastest with about a hundred records a call.
const linesAtOnce = 100;

function lineFormatter(fields: readonly Field[]): (lines: string[][]) => string {
  const options: Options = {
    record_delimiter: "\n",
    // Unless told, the library leaves a bare CR unquoted once the record delimiter is given.
    quoted_match: /[\r\n]/,
    // A line with nothing on it is no record to most readers.
    quoted_empty: fields.length === 1,
  };
  return (lines) => stringify(lines, options);
}
