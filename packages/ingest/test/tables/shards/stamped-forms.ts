import { randomUUID } from "node:crypto";
import type { CreateRowForms } from "@sourcebook/schema";

/** Beside each row, a stamp of its reading: so one can tell what was made anew. */
export const createRowForms: CreateRowForms = () => {
  const stamp = randomUUID();
  return {
    store: (rows) => rows.map((row) => `${JSON.stringify({ row, stamp })}\n`),
    add() {},
    summary: () => new Map([["stamp", stamp]]),
    forms: {
      stamps: ({ bytes }) => bytes,
      jsonl: ({ bytes }) =>
        Buffer.from(
          linesOf(bytes)
            .map((line) => `${JSON.stringify(line.row)}\n`)
            .join(""),
        ),
    },
  };
};

const linesOf = (bytes: Uint8Array): readonly { readonly row: unknown }[] =>
  Buffer.from(bytes)
    .toString()
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
