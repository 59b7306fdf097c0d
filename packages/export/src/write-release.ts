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
 * @param signal stops the work between two files
 * @throws SourcebookError `RELEASE_EXISTS` or `CONFLICT`, from `commit`; any other failure as it came
 */
export async function writeRelease(
  plan: ReleasePlan,
  writer: ReleaseWriter,
  signal?: AbortSignal,
): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  try {
    for (const file of plan.files) {
      signal?.throwIfAborted();
      receipts.push(await writer.write(file.path, file.content(receipts.slice())));
    }
    signal?.throwIfAborted();
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
