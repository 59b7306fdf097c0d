import type { Dataset, Table, TableDefinition } from "@sourcebook/schema";
import type { PlannedFile, Receipt, Resource } from "../release-plan.ts";
import { isCanonicalFile } from "../table-formats.ts";

/** A file of the release that is written already. */
export interface WrittenFile extends Receipt {
  readonly resource: Resource;
  readonly table?: TableDefinition;
}

/** What every document of a release is made from. */
export interface DatasetFacts {
  readonly dataset: Dataset;
  /** None, unless the dataset has claims. */
  readonly views: readonly Table[];
  /** RFC 3339; absent when the caller did not give a time. */
  readonly created?: string;
  /** The version by which its changes are told; absent for the first release. */
  readonly comparedWith?: string;
}

/** What documents that speak of files are made from. */
export interface ReleaseFacts extends DatasetFacts {
  /** The files that stand before the document in the plan, in plan order. */
  readonly written: readonly WrittenFile[];
}

/** The planned files that are written, with what is known of them. */
export function writtenFiles(
  planned: readonly PlannedFile[],
  receipts: readonly Receipt[],
): readonly WrittenFile[] {
  const byPath = new Map(receipts.map((receipt) => [receipt.path, receipt]));
  return planned.flatMap(({ path, resource, table }) => {
    const receipt = byPath.get(path);
    return resource && receipt ? [{ ...receipt, resource, ...(table && { table }) }] : [];
  });
}

/** The day of the release, as it was given. */
export function releaseDay(created: string | undefined): string | undefined {
  return created?.slice(0, 10);
}

/** The canonical file of a table or view. */
export function canonicalFile(
  written: readonly WrittenFile[],
  table: string,
): WrittenFile | undefined {
  return written.find((file) => isCanonicalFile(file) && file.table?.name === table);
}
