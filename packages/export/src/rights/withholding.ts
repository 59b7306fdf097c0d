import type { Row, TableDefinition } from "@sourcebook/schema";
import { cellText } from "../diff/cells.ts";

/** What must not be published of a dataset, to be asked by whoever tells of an earlier release. */
export interface Withholding {
  /** Whether a row is withheld now; it may have been released before. */
  hasRow(table: TableDefinition, row: Row): boolean;
  /** Whether words name a source that is withheld. */
  isNamedIn(text: string): boolean;
}

export const nothingWithheld: Withholding = { hasRow: () => false, isNamedIn: () => false };

/** Whether a row that is gone was taken out, or would tell of what was. */
export const isWithheldRow = (
  { hasRow, isNamedIn }: Withholding,
  table: TableDefinition | undefined,
  row: Row,
): boolean =>
  (table !== undefined && hasRow(table, row)) ||
  Object.values(row).some((cell) => isNamedIn(cellText(cell)));
