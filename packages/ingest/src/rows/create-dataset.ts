import { createHash } from "node:crypto";
import {
  type Cell,
  compareText,
  type Dataset,
  type Model,
  type Row,
  type TableDefinition,
} from "@sourcebook/schema";
import { groupBy } from "../group-by.ts";
import type { ProjectFiles } from "../project-files.ts";
import type { DatasetFile } from "../records/parse-dataset.ts";
import type { LocatedRow } from "./located-row.ts";

/** Puts a dataset together from rows that have no fault. */
export function createDataset(
  file: DatasetFile | undefined,
  version: string | undefined,
  model: Model,
  rows: readonly LocatedRow[],
  files: ProjectFiles,
): Dataset | undefined {
  const { name, title, licence } = file ?? {};
  if (!file || !name || !title || !licence || version === undefined) return undefined;
  const rowsByTable = groupBy(rows, ({ table }) => table);
  return {
    name: name.value,
    title: title.value,
    version,
    ...(file.description && { description: file.description.value }),
    licence: licence.value,
    ...(file.notice && { notice: file.notice.value }),
    ...(file.keywords.length > 0 && { keywords: file.keywords.map(({ value }) => value) }),
    ...(file.homepage && { homepage: file.homepage.value }),
    contributors: file.contributors,
    exports: file.exports.length > 0 ? file.exports.map(({ value }) => value) : DEFAULT_EXPORTS,
    model,
    tables: Object.values(model.tables).map((definition) => {
      const tableRows = (rowsByTable.get(definition.name) ?? []).map(({ row }) => row);
      return { definition, batches: () => inBatches(sortRows(tableRows, definition)) };
    }),
    inputs: [...files]
      .map(([path, bytes]) => ({
        path,
        bytes: bytes.length,
        sha256: createHash("sha256").update(bytes).digest("hex"),
      }))
      .toSorted((a, b) => compareText(a.path, b.path)),
  };
}

const DEFAULT_EXPORTS = ["csv", "json", "zip"];
const BATCH_ROWS = 1000;

async function* inBatches(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS)
    yield rows.slice(from, from + BATCH_ROWS);
}

function sortRows(rows: readonly Row[], { primaryKey }: TableDefinition): Row[] {
  return rows.toSorted((a, b) => {
    for (const field of primaryKey) {
      const order = compareCells(a[field], b[field]);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function compareCells(a: Cell | undefined, b: Cell | undefined): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compareText(String(a ?? ""), String(b ?? ""));
}
