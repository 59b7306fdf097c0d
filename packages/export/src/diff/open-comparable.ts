// EDGE: disk. Opens a release, in a folder, a zip or on the web, as one side of a diff.
import { SourcebookError } from "@sourcebook/schema";
import { nodeDisk } from "../disk.ts";
import { openRelease } from "../open-release.ts";
import { asSourcebookError } from "../system-error.ts";
import { readComparable } from "./read-comparable.ts";
import type { Comparable } from "./release-diff.ts";

/**
 * Opens a release to compare it.
 *
 * @param path of a folder or a zip, or the web address of a folder
 * @throws SourcebookError `IO` when there is nothing to read, `VERIFY_FAILED` when it is no whole release
 */
export async function openComparable(path: string): Promise<Comparable> {
  try {
    const { reader, faults } = await openRelease(nodeDisk, path);
    if (reader) return await readComparable(reader);
    throw new SourcebookError("VERIFY_FAILED", {
      what: faults[0]?.message ?? "The archive is not looked into",
      where: { path },
      fix: "run `sourcebook verify` on it, and fetch it again",
    });
  } catch (error) {
    throw asSourcebookError(error);
  }
}
