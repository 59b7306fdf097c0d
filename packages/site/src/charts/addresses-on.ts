import { recordPage, releasePage, wayTo } from "../addresses.ts";
import { formatView, type View, wholeTable } from "../explorer/view.ts";
import type { ReleaseFacts } from "../release-facts.ts";
import type { DateMark } from "./dated-claims.ts";

/** Where the marks of pictures lead to from the page that they stand on. */
export interface Addresses {
  readonly ofRecord: (table: string, key: string) => string;
  /** Rows of a table, in its explorer. */
  readonly ofRows: (table: string, filters: View["filters"]) => string;
  readonly ofTable: (table: string) => string;
  /** The one claim with a date, or all of them. */
  readonly ofDate: (mark: DateMark) => string;
}

export function addressesOn(
  page: string,
  { release }: ReleaseFacts,
  happened: ReadonlySet<string>,
): Addresses {
  const { name: dataset, version } = release;
  const ofRecord = (table: string, key: string): string =>
    wayTo(page, recordPage(dataset, table, [key]));
  const ofTable = (table: string): string =>
    wayTo(page, releasePage(dataset, version, "tables", table));
  const ofRows = (table: string, filters: View["filters"]): string =>
    `${ofTable(table)}#${formatView({ ...wholeTable, filters })}`;
  return {
    ofRecord,
    ofRows,
    ofTable,
    ofDate: ({ date, basis, claims }) => {
      const [first, ...others] = claims;
      if (first && others.length === 0) return ofRecord("claims", first.row.id);
      const field = basis === "stated" ? "date" : "date_inferred";
      return ofRows("claims", {
        [field]: { op: "is", text: date },
        polarity: { op: "is", text: "affirmed" },
        modality: { op: "in", values: [...happened] },
      });
    },
  };
}
