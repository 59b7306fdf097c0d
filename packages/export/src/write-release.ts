import { takeStep, type WorkOptions } from "@sourcebook/schema";
import type { Content, Receipt, ReleasePlan } from "./release-plan.ts";

/** The one place where a release meets the disk. Tests bring their own. */
export interface ReleaseWriter {
  /** The next file may be begun when all of the content is read, before this one is safe on the disk. */
  write(path: string, content: Content): Promise<Receipt>;
  /** Makes the release appear, whole. */
  commit(receipts: readonly Receipt[]): Promise<void>;
  /** Leaves nothing behind of what was not committed. */
  discard(): Promise<void>;
}

/**
 * Carries a plan out: the release appears whole, or not at all.
 *
 * @param work is told of rows and bytes; the signal stops it between two blocks
 * @throws SourcebookError `RELEASE_EXISTS` or `CONFLICT`, from `commit`; any other failure as it came
 */
export async function writeRelease(
  plan: ReleasePlan,
  writer: ReleaseWriter,
  work: WorkOptions = {},
): Promise<readonly Receipt[]> {
  const writes: Promise<Receipt>[] = [];
  const total = plan.files.reduce((rows, file) => rows + (file.rows ?? 0), 0);
  let before = 0;
  try {
    for (const { path, content, rows = 0 } of plan.files) {
      const progress = { rows: 0, bytes: 0 };
      const tell = (unit: "rows" | "bytes", more: number): void => {
        progress[unit] += more;
        // Rows that are copied as they were written are not counted on the way: then bytes are told.
        if (unit === "bytes" && progress.rows > 0) return;
        const share = total > 0 ? { share: (before + progress.rows) / total } : {};
        takeStep(work, { stage: "write", item: path, done: progress[unit], unit, ...share });
      };
      const earlier = writes.slice();
      const written = content(
        () => Promise.all(earlier),
        (more) => tell("rows", more),
      );
      tell("rows", 0);
      await new Promise<void>((resolve, reject) => {
        const followed = followContent(written, (more) => tell("bytes", more), resolve);
        const write = writer.write(path, followed);
        write.then(() => resolve(), reject);
        writes.push(write);
      });
      // The next file is made while this one, and a few before it, are on their way to the disk.
      await writes.at(-mostUnderWay);
      before += rows;
    }
    const receipts = await Promise.all(writes);
    work.signal?.throwIfAborted();
    await writer.commit(receipts);
    return receipts;
  } catch (error) {
    await Promise.allSettled(writes);
    await discardAfter(error, writer);
    throw error;
  }
}

// Node has four threads for what it asks of the system; one is left to those that write the next file.
const mostUnderWay = 3;

/** The same content; tells how long each of its chunks was, and when there are no more. */
async function* followContent(
  content: Content,
  onChunk: (length: number) => void,
  onEnd: () => void,
): Content {
  try {
    let step = await content.next();
    for (; !step.done; step = await content.next()) {
      yield step.value;
      onChunk(step.value.length);
    }
    return step.value;
  } finally {
    await content.return(undefined);
    onEnd();
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
