import type { CreateRowForms, PlacedLines, RowForm } from "@sourcebook/schema";

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
      first: (lines) => {
        const rows = textsOf(lines).map((line): object => JSON.parse(line));
        return Buffer.from(rows.map((row) => `${Object.values(row)[0]}|`).join(""));
      },
      jsonl: joinLines,
    },
  };
};

/** Stored lines as texts. */
export const textsOf = ({ bytes, starts, ends }: PlacedLines): readonly string[] =>
  Array.from(starts, (start, row) => Buffer.from(bytes.subarray(start, ends[row])).toString());

/** Stored lines as they are, also where no memory is given or has too little room. */
export const joinLines: RowForm = (lines, target) => {
  const joined = Buffer.from(textsOf(lines).join(""));
  if (target === undefined || target.length < joined.length) return joined;
  target.set(joined);
  return target.subarray(0, joined.length);
};
