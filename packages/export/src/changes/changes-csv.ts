import { stringify } from "csv-stringify/sync";
import type { ReleaseDiff } from "../diff/release-diff.ts";
import { changeColumns, listChanges } from "./list-changes.ts";

/** A diff as canonical CSV, one cell a line, with a header. */
export function changesCsv(diff: ReleaseDiff): string {
  return stringify([...listChanges(diff)], {
    header: true,
    columns: [...changeColumns],
    record_delimiter: "\n",
    quoted_match: /[\r\n]/,
  });
}
