// Runs wherever rows are read, in threads of another package: see `RowWork`.
import type { CreateRowForms } from "@sourcebook/schema";
import { TableProfiler } from "./documents/profile-table.ts";
import { csvLines } from "./format-csv.ts";
import { jsonRowFormatter } from "./format-json.ts";

/** The canonical CSV without its header, JSON Lines, and the profile of the table for its codebook. */
export const createRowForms: CreateRowForms = (definition) => {
  const { fields } = definition;
  const formatRow = jsonRowFormatter(fields);
  const profiler = new TableProfiler(definition);
  return {
    lines: {
      csv: csvLines(fields),
      jsonl: (rows) => rows.map((row) => `${formatRow(row)}\n`),
    },
    add: (rows) => profiler.addUnordered(rows),
    summary: () => profiler.part(),
  };
};
