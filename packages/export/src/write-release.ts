import { takeStep, type WorkOptions } from "@sourcebook/schema";
import type { Content, PlannedFile, Receipt, ReleasePlan } from "./release-plan.ts";

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
  /** Those whose content has been read. */
  const underWay: Promise<Receipt>[] = [];
  /** Contents that are made in threads, until they are read. */
  const beside: Promise<void>[] = [];
  const stop = new AbortController();
  const progress = new WriteProgress(plan, work);
  try {
    const signal = AbortSignal.any([stop.signal, ...(work.signal ? [work.signal] : [])]);
    for (const file of plan.files) file.begin?.(signal);
    for (const file of plan.files) {
      if (stop.signal.aborted) break;
      if (file.isMadeBeside && beside.length === mostBeside) await beside.shift();
      const earlier = writes.slice();
      const tell = progress.begin(file);
      const written = file.content(() => Promise.all(earlier), tell.rows);
      const { promise: ended, resolve: onEnd } = Promise.withResolvers<void>();
      const write = writer.write(
        file.path,
        followContent(written, { onChunk: tell.bytes, onEnd, signal: stop.signal }),
      );
      write.catch((error) => {
        // Nobody waits for the rest of what is being made beside it.
        stop.abort(error);
        onEnd();
      });
      writes.push(write);
      const read = ended.then(() => {
        tell.end();
        underWay.push(write);
      });
      if (file.isMadeBeside) beside.push(read);
      else await read;
      // The next file is made while this one, and a few before it, are on their way to the disk.
      await underWay.at(-mostUnderWay);
    }
    const receipts = await Promise.all(writes);
    work.signal?.throwIfAborted();
    await writer.commit(receipts);
    return receipts;
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(writes);
    await discardAfter(error, writer);
    throw error;
  }
}

// Node has four threads for what it asks of the system; one is left to those that write the next file.
const mostUnderWay = 3;

// While one of them waits for the disk, threads are at work on the other. Each holds a few blocks.
const mostBeside = 2;

/** Tells how far the writing of a release is. */
class WriteProgress {
  private readonly work: WorkOptions;
  private readonly total: number;
  private rows = 0;

  constructor(plan: ReleasePlan, work: WorkOptions) {
    this.work = work;
    this.total = plan.files.reduce((rows, file) => rows + (file.rows ?? 0), 0);
  }

  /** What is to be told of a file. */
  begin({ path, rows: total = 0 }: PlannedFile): {
    readonly rows: (more: number) => void;
    readonly bytes: (more: number) => void;
    readonly end: () => void;
  } {
    let rows = 0;
    let bytes = 0;
    const tell = (done: number, unit: "rows" | "bytes"): void => {
      const share = this.total > 0 ? { share: this.rows / this.total } : {};
      takeStep(this.work, { stage: "write", item: path, done, unit, ...share });
    };
    tell(0, "rows");
    return {
      rows: (more) => {
        rows += more;
        this.rows += more;
        tell(rows, "rows");
      },
      bytes: (more) => {
        bytes += more;
        // Of what has rows, these are told.
        if (total === 0) tell(bytes, "bytes");
      },
      end: () => {
        this.rows += total - rows;
      },
    };
  }
}

/** The same content; tells how long each of its chunks was, and when there are no more. */
async function* followContent(
  content: Content,
  {
    onChunk,
    onEnd,
    signal,
  }: {
    readonly onChunk: (length: number) => void;
    readonly onEnd: () => void;
    readonly signal: AbortSignal;
  },
): Content {
  try {
    let step = await content.next();
    for (; !step.done; step = await content.next()) {
      signal.throwIfAborted();
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
