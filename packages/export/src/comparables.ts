import type { Dataset } from "@sourcebook/schema";
import type { Comparable } from "./diff/release-diff.ts";
import type { ReleaseReader } from "./release-reader.ts";

// The sides of a diff, loaded when there is one: what compiles their models takes longer to load than most commands
// take as a whole, and before the first release there is nothing to compare.

/** A dataset as one side of a diff. @throws SourcebookError `USAGE` for what no release can hold */
export async function comparableDataset(dataset: Dataset): Promise<Comparable> {
  const side = await import("./diff/comparable-dataset.ts");
  return side.comparableDataset(dataset);
}

/**
 * Opens a release to compare it.
 *
 * @param path of a folder or a zip, or the web address of a folder
 * @throws SourcebookError `IO` when there is nothing to read, `VERIFY_FAILED` when it is no whole release
 */
export async function openComparable(path: string): Promise<Comparable> {
  const side = await import("./diff/open-comparable.ts");
  return side.openComparable(path);
}

/** Reads a release as one side of a diff. @throws SourcebookError `VERIFY_FAILED`, also while rows are read */
export async function readComparable(reader: ReleaseReader): Promise<Comparable> {
  const side = await import("./diff/read-comparable.ts");
  return side.readComparable(reader);
}
