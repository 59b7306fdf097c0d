import type { CreateRowForms } from "@sourcebook/schema";

/** JSON Lines, a second form, and the number of rows: what a writer of releases would make of rows. */
export const createRowForms: CreateRowForms = () => {
  let count = 0;
  return {
    store: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`),
    add(rows) {
      count += rows.length;
    },
    summary: () => count,
    forms: {
      first: ({ bytes, ends }) => {
        const lines = [...ends].map((end, row) => bytes.subarray(ends[row - 1] ?? 0, end));
        const rows = lines.map((line): object => JSON.parse(Buffer.from(line).toString()));
        return Buffer.from(rows.map((row) => `${Object.values(row)[0]}|`).join(""));
      },
      jsonl: ({ bytes }) => bytes,
    },
  };
};
