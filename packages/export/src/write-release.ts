import { followStage, type WorkOptions } from "@sourcebook/schema";
import type { Content, Receipt, ReleasePlan } from "./release-plan.ts";

/** The one place where a release meets the disk. Tests bring their own. */
export interface ReleaseWriter {
  write(path: string, content: Content): Promise<Receipt>;
  /** Makes the release appear, whole. */
  commit(receipts: readonly Receipt[]): Promise<void>;
  /** Leaves nothing behind of what was not committed. */
  discard(): Promise<void>;
}

/**
 * Carries a plan out: the release appears whole, or not at all.
 *
 * @param work is told of rows; the signal stops it between two batches of them
 * @throws SourcebookError `RELEASE_EXISTS` or `CONFLICT`, from `commit`; any other failure as it came
 */
export async function writeRelease(
  plan: ReleasePlan,
  writer: ReleaseWriter,
  work: WorkOptions = {},
): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  const total = plan.files.reduce((rows, file) => rows + (file.rows ?? 0), 0);
  const follow = followStage(work, { stage: "write", unit: "rows", total });
  try {
    for (const file of plan.files) {
      const onRows = (rows: number): void => follow(file.path, rows);
      onRows(0);
      receipts.push(await writer.write(file.path, file.content(receipts.slice(), onRows)));
    }
    work.signal?.throwIfAborted();
    await writer.commit(receipts);
    return receipts;
  } catch (error) {
    await discardAfter(error, writer);
    throw error;
  }
}

/** Discards; if that fails too, the first error keeps the second beside it. */
async function discardAfter(error: unknown, writer: ReleaseWriter): Promise<void> {
  try {
    await writer.discard();
  } catch (suppressed) {
    if (error instanceof Error) Object.assign(error, { suppressed });
  }
}
