// Runs wherever rows are read, in threads of another package: see `RowWork`.
import type { CreateRowForms } from "@sourcebook/schema";
import { cellLines } from "./cell-lines.ts";
import { copyLines } from "./copy-lines.ts";
import { csvToJsonLines } from "./csv-to-json-lines.ts";
import { TableProfiler } from "./documents/profile-table.ts";
import { csvLines } from "./format-csv.ts";

/**
 * Canonical CSV without its header; JSON made of it, as lines and as items of an array; and the profile of the table for
 * its codebook.
 */
export const createRowForms: CreateRowForms = (definition) => {
  const { fields } = definition;
  const profiler = new TableProfiler(definition);
  return {
    store: csvLines(fields),
    add: (rows) => profiler.addUnordered(rows),
    cells: {
      store: cellLines(fields),
      add: (cells) => profiler.addCells(cells),
    },
    summary: () => profiler.part(),
    forms: {
      csv: copyLines,
      jsonl: csvToJsonLines(fields),
      jsonItems: csvToJsonLines(fields, true),
    },
  };
};
