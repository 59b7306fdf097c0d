// EDGE: disk. Tells a project folder from a release, and opens either as one side of a diff.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Comparable, comparableDataset, openComparable } from "@sourcebook/export";
import { type CheckedFolder, type CheckOptions, checkProject } from "@sourcebook/ingest";

/** One side of a diff. */
export type Side =
  | { readonly comparable: Comparable; readonly corrections: CheckedFolder["corrections"] }
  /** A project whose data has errors: there is nothing to compare. */
  | { readonly comparable: undefined; readonly project: CheckedFolder };

/**
 * Opens a release, a folder, a zip or a web address, or a project folder.
 *
 * @param options of a project, which is read from its workshop as long as that is open
 * @throws SourcebookError `IO` when there is nothing to read, `VERIFY_FAILED` for a damaged release
 */
export async function openSide(path: string, options: CheckOptions = {}): Promise<Side> {
  if (!existsSync(join(path, "dataset.yaml"))) {
    // A release carries no corrections: its own records say what they were.
    return { comparable: await openComparable(path), corrections: [] };
  }
  return await openProject(path, options);
}

/** Opens a project folder as the release that it would become. */
async function openProject(folder: string, options: CheckOptions): Promise<Side> {
  const project = await checkProject(folder, options);
  const { dataset, corrections } = project;
  return dataset === undefined
    ? { comparable: undefined, project }
    : { comparable: await comparableDataset(dataset), corrections };
}
