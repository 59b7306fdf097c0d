// EDGE: disk. Tells a project folder from a release, and opens either as one side of a diff.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Comparable, comparableDataset, openComparable } from "@sourcebook/export";
import { type CheckedFolder, checkProject } from "@sourcebook/ingest";
import type { WorkOptions } from "@sourcebook/schema";

/** One side of a diff. */
export type Side =
  | { readonly comparable: Comparable; readonly corrections: CheckedFolder["corrections"] }
  /** A project whose data has errors: there is nothing to compare. */
  | { readonly comparable: undefined; readonly project: CheckedFolder };

/**
 * Opens a release, a folder, a zip or a web address, or a project folder.
 *
 * @throws SourcebookError `IO` when there is nothing to read, `VERIFY_FAILED` for a damaged release
 */
export async function openSide(path: string, work: WorkOptions = {}): Promise<Side> {
  if (!existsSync(join(path, "dataset.yaml"))) {
    // A release carries no corrections: its own records say what they were.
    return { comparable: await openComparable(path), corrections: [] };
  }
  return await openProject(path, work);
}

/** Opens a project folder as the release that it would become. */
export async function openProject(folder: string, work: WorkOptions = {}): Promise<Side> {
  const project = await checkProject(folder, work);
  const { dataset, corrections } = project;
  return dataset === undefined
    ? { comparable: undefined, project }
    : { comparable: await comparableDataset(dataset), corrections };
}
