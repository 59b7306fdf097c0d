import { randomUUID } from "node:crypto";
import type { CreateRowForms } from "@sourcebook/schema";

const stamp = randomUUID();

/** Beside each row, when its thread was started: so one can tell what was made anew. */
export const createRowForms: CreateRowForms = () => ({
  lines: {
    stamps: (rows) => rows.map(({ id }) => `${id} ${stamp}\n`),
    jsonl: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`),
  },
  add() {},
  summary: () => new Map([["stamp", stamp]]),
});
