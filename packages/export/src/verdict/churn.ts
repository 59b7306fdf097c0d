import type { TableDefinition } from "@sourcebook/schema";
import type { RowChange, TableShape } from "../diff/release-diff.ts";
import { count } from "./sentences.ts";

/** From when on a change is so large that someone must confirm it. */
export interface Churn {
  /** The share of the rows before that changed or went. Default: 0.2. */
  readonly share?: number;
  /** Smaller tables are never asked about. Default: 20. */
  readonly rows?: number;
}

export interface ChurnSentence {
  readonly table: string;
  readonly fields?: readonly string[];
  readonly sentence: string;
}

/** Watches the changes of one table go by, and says at the end where they are more than is usual. */
export function openChurn(
  shape: TableShape,
  definition: TableDefinition,
  { share = 0.2, rows: leastRows = 20 }: Churn = {},
): { add(change: RowChange): void; sentences(): readonly ChurnSentence[] } {
  const { table, rows } = shape;
  const changedCells = new Map<string, number>();
  const computed = new Set(
    definition.fields.filter((field) => field.computed).map(({ name }) => name),
  );
  return {
    add(change) {
      if (change.change !== "changed") return;
      for (const { field } of change.cells) {
        if (shape.fields_added.includes(field) || computed.has(field)) continue;
        changedCells.set(field, (changedCells.get(field) ?? 0) + 1);
      }
    },
    sentences() {
      if (rows.before < leastRows) return [];
      const met = rows.before - rows.removed - rows.moved;
      const whole = [...changedCells]
        .filter(([, cells]) => cells === met)
        .map(([field]) => ({
          table,
          fields: [field],
          sentence: `Every value of ${field} in ${table} changed (${count(met, "row")}).`,
        }));
      const touched = rows.changed + rows.removed + rows.moved;
      if (touched <= rows.before * share) return whole;
      const percent = Math.floor((touched * 100) / rows.before);
      const sentence = `${touched} of ${rows.before} rows of ${table} (${percent} %) changed or went.`;
      return [{ table, sentence }, ...whole];
    },
  };
}
