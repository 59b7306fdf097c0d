import type { CreateRowForms } from "@sourcebook/schema";

/** JSON Lines, a second form, and the number of rows: what a writer of releases would make of rows. */
export const createRowForms: CreateRowForms = () => {
  let count = 0;
  return {
    lines: {
      first: (rows) => rows.map((row) => `${Object.values(row)[0]}|`),
      jsonl: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`),
    },
    add(rows) {
      count += rows.length;
    },
    summary: () => count,
  };
};
