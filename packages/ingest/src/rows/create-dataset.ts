import { createHash } from "node:crypto";
import {
  compareText,
  type Dataset,
  type InputFile,
  type Model,
  type Row,
  type Table,
} from "@sourcebook/schema";
import { groupBy } from "../group-by.ts";
import type { ProjectFiles } from "../project-files.ts";
import type { DatasetFile } from "../records/parse-dataset.ts";
import { rowComparer } from "../tables/compare-rows.ts";
import type { LocatedRow } from "./located-row.ts";

/**
 * Puts a dataset together from tables that have no fault.
 *
 * @returns nothing when `dataset.yaml` lacks what a dataset must say, which the shape check has reported
 */
export function createDataset(
  file: DatasetFile | undefined,
  version: string | undefined,
  contents: Pick<Dataset, "model" | "tables" | "inputs" | "documents">,
): Dataset | undefined {
  const { name, title, licence } = file ?? {};
  if (!file || !name || !title || !licence || version === undefined) return undefined;
  return {
    name: name.value,
    title: title.value,
    version,
    ...(file.description && { description: file.description.value }),
    ...(file.released && { released: file.released.value }),
    licence: licence.value,
    ...(file.notice && { notice: file.notice.value }),
    ...(file.keywords.length > 0 && { keywords: file.keywords.map(({ value }) => value) }),
    ...(file.homepage && { homepage: file.homepage.value }),
    contributors: file.contributors,
    exports: file.exports.length > 0 ? file.exports.map(({ value }) => value) : DEFAULT_EXPORTS,
    ...contents,
  };
}

/** Makes every table of a model out of rows in memory. */
export function createTables(model: Model, rows: readonly LocatedRow[]): readonly Table[] {
  const rowsByTable = groupBy(rows, ({ table }) => table);
  return Object.values(model.tables).map((definition) => {
    const tableRows = (rowsByTable.get(definition.name) ?? []).map(({ row }) => row);
    let sorted: readonly Row[] | undefined;
    return {
      definition,
      rows: tableRows.length,
      batches() {
        // Who only checks never asks for them.
        sorted ??= tableRows.toSorted(rowComparer(definition));
        return inBatches(sorted);
      },
    };
  });
}

/** Names and hashes files, ordered by path. */
export function hashFiles(files: ProjectFiles): readonly InputFile[] {
  return [...files]
    .map(([path, bytes]) => ({
      path,
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    }))
    .toSorted((a, b) => compareText(a.path, b.path));
}

const DEFAULT_EXPORTS = ["csv", "json", "zip"];
const BATCH_ROWS = 1000;

async function* inBatches(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS)
    yield rows.slice(from, from + BATCH_ROWS);
}
