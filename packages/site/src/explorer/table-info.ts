import type { Column } from "./column.ts";
import type { PartSummary } from "./part.ts";

/** What the explorer's script is given with a page. Plain data. */
export interface TableInfo {
  readonly dataset: string;
  readonly version: string;
  readonly table: string;
  /** The path of the page in the site, from which all addresses start. */
  readonly page: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  /** For columns of few values: how often each occurs, for a choice. By name of the column. */
  readonly choices: Readonly<Record<string, readonly Choice[]>>;
  /** The column that the table's own order begins with. */
  readonly orderedBy?: string;
  /** The places of the key among the columns, when the records have pages of their own. */
  readonly record?: readonly number[];
  readonly parts: readonly PartSummary[];
}

export interface Choice {
  readonly value: string;
  readonly count: number;
}

/** Where the parts of a table stand, beside its page. */
export const partName = (number: number): string => `rows-${number}.js`;
