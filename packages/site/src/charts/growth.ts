import { count, day, digits } from "../words.ts";
import { drawBars, drawHistory } from "./draw-growth.ts";
import type { Figure } from "./figure.ts";

/** A release in the history of a dataset. */
export interface HistoryPoint {
  readonly version: string;
  /** RFC 3339. */
  readonly created?: string;
  /** A page says what it changed. */
  readonly hasChangesPage: boolean;
  /** In the order of the model; one that the release does not have is absent. */
  readonly tables: readonly TableCounts[];
}

export interface TableCounts {
  readonly name: string;
  readonly title: string;
  readonly rows: number;
  /** Against the release before; of the first release nothing is known. */
  readonly added?: number;
  readonly removed?: number;
  readonly changed?: number;
}

export interface GrowthInput {
  /** The first release first, up to the one that is shown. */
  readonly history: readonly HistoryPoint[];
  readonly addressOf: (table: string) => string;
  /** The page on which a version says what it changed, if it has one. */
  readonly pageOf: (version: string) => string | undefined;
  /** The same as an address on the page of the figure. */
  readonly changesAddress: (version: string) => string | undefined;
}

/** How large the tables are, and how that came about from release to release. */
export function growthFigure(input: GrowthInput): Figure | undefined {
  const { history, pageOf } = input;
  const last = history.at(-1);
  if (!last || last.tables.length === 0) return undefined;
  const isAlone = history.length === 1;
  return {
    id: "growth",
    title: isAlone ? "Rows of each table" : "From release to release",
    words: growthWords(history),
    reading: isAlone
      ? "One bar for each table, all on one scale from zero."
      : "For each table, the line is its number of rows in every version, on a scale of its own from zero. Under it, bars up are rows that were added, hollow ones rows that were changed, bars down rows that were removed.",
    draw: (width) => (isAlone ? drawBars(width, last, input) : drawHistory(width, input)),
    twin: {
      headings: ["Version", "Cut on", "Table", "Rows", "Added", "Removed", "Changed"],
      rows: history.flatMap(({ version, created, tables }) => {
        const to = pageOf(version);
        return tables.map(({ name, title, rows, added, removed, changed }) => ({
          key: `${version} ${name}`,
          cells: [
            { text: version, ...(to !== undefined && { to }) },
            { text: created === undefined ? "" : day(created) },
            { text: title },
            ...[rows, added, removed, changed].map((number) => ({
              text: number === undefined ? "" : String(number),
              isNumber: true,
            })),
          ],
        }));
      }),
    },
  };
}

function growthWords(history: readonly HistoryPoint[]): string {
  const last = history.at(-1);
  if (!last) return "";
  const largest = last.tables.toSorted((a, b) => b.rows - a.rows)[0];
  const size = largest
    ? `The largest table is ${largest.title}, with ${count(largest.rows, "row")}.`
    : "";
  if (history.length === 1) {
    return `Version ${last.version} has ${count(last.tables.length, "table")}. ${size}`;
  }
  const sum = (of: "added" | "removed" | "changed"): number =>
    last.tables.reduce((total, table) => total + (table[of] ?? 0), 0);
  const [added, removed, changed] = [sum("added"), sum("removed"), sum("changed")];
  return `${count(history.length, "version")}, from ${history[0]?.version} to ${last.version}. The last one added ${count(added, "row")}, removed ${digits(removed)} and changed ${digits(changed)}. ${size}`;
}
