// EDGE: the page. Hands out the rows of a view as a file.
import { csvLine } from "./csv-line.ts";
import { type FoundRow, type PartedTable, selectRows } from "./scan.ts";
import type { View } from "./view.ts";

/**
 * Makes the CSV of a view, in the columns that are shown: byte for byte the lines of the canonical file when all are.
 *
 * @param all the rows in the order of the view, when they are at hand; else they come in the table's own order
 */
export async function viewCsv(
  table: PartedTable,
  view: View,
  all: readonly FoundRow[] | undefined,
  signal: AbortSignal,
): Promise<Blob> {
  const shown = [...table.columns.keys()].filter(
    (index) => !view.hidden.includes(table.columns[index]?.name ?? ""),
  );
  const line = (cells: readonly string[]): string =>
    csvLine(shown.map((index) => cells[index] ?? ""));
  const chunks: BlobPart[] = [line(table.columns.map(({ name }) => name))];
  if (all) chunks.push(all.map(({ cells }) => line(cells)).join(""));
  else {
    // The browser may keep a blob on disk; a string it may not.
    for await (const rows of selectRows(table, view, signal)) {
      chunks.push(new Blob([rows.map(line).join("")]));
    }
  }
  return new Blob(chunks, { type: "text/csv;charset=utf-8" });
}

export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
