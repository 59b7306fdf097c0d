import type { CreateRowForms } from "@sourcebook/schema";
import { joinLines } from "./forms.ts";

/** Ends its thread in the middle of the work, as a fault of the system would. */
export const createRowForms: CreateRowForms = () => ({
  store(rows) {
    if (rows.some(({ id }) => id === "last")) process.exit(0);
    return rows.map((row) => `${JSON.stringify(row)}\n`);
  },
  add() {},
  summary: () => undefined,
  forms: { jsonl: joinLines },
});
