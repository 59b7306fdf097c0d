import { randomUUID } from "node:crypto";
import type { CreateRowForms } from "@sourcebook/schema";
import { joinLines, textsOf } from "./forms.ts";

/** Beside each row, a stamp of its reading: so one can tell what was made anew. */
export const createRowForms: CreateRowForms = () => {
  const stamp = randomUUID();
  return {
    store: (rows) => rows.map((row) => `${JSON.stringify({ row, stamp })}\n`),
    add() {},
    summary: () => new Map([["stamp", stamp]]),
    forms: {
      stamps: joinLines,
      jsonl: (lines) =>
        Buffer.from(
          textsOf(lines)
            .map((line) => `${JSON.stringify(JSON.parse(line).row)}\n`)
            .join(""),
        ),
    },
  };
};
