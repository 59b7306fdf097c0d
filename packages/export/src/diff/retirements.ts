import type { Row, Table } from "@sourcebook/schema";
import { cellOf } from "../format-cell.ts";
import { cellText } from "./cells.ts";
import type { Retirement } from "./release-diff.ts";

/** The table in which withdrawn and merged ids leave a row. */
export const retiredIdsTable = "retired_ids";

/** What became of an id, by table and id. */
export type Retirements = ReadonlyMap<string, ReadonlyMap<string, Retirement>>;

/** Gathers the withdrawn and merged ids of a release; none for a model without `retired_ids`. */
export async function readRetirements(tables: readonly Table[]): Promise<Retirements> {
  const retirements = new Map<string, Map<string, Retirement>>();
  const table = tables.find(({ definition }) => definition.name === retiredIdsTable);
  if (!table) return retirements;
  for await (const batch of table.batches()) {
    for (const row of batch) {
      const name = cellText(cellOf(row, "table"));
      const ids = retirements.get(name) ?? new Map<string, Retirement>();
      retirements.set(name, ids.set(cellText(cellOf(row, "id")), toRetirement(row)));
    }
  }
  return retirements;
}

function toRetirement(row: Row): Retirement {
  const replacedBy = cellText(cellOf(row, "replaced_by"));
  return {
    status: cellText(cellOf(row, "status")),
    ...(replacedBy === "" ? {} : { replaced_by: replacedBy }),
    since: cellText(cellOf(row, "since")),
    reason: cellText(cellOf(row, "reason")),
  };
}
