/** How far a long piece of work has come: told again and again while it lasts. */
export interface Progress {
  readonly stage: ProgressStage;
  /** What is at hand: a table, or the path of a file. */
  readonly item: string;
  /** How much of the item is done, in `unit`s. */
  readonly done: number;
  readonly unit: "rows" | "bytes";
  /** How much of the stage is done, all its items together, from 0 to 1; absent when nobody can tell. */
  readonly share?: number;
}

export type ProgressStage =
  /** The rows of a project are read and checked. */
  | "check"
  /** The files of a release are written. */
  | "write"
  /** What was written is read back from the disk. */
  | "read-back"
  /** A release is put into its archive. */
  | "zip"
  /** The archive is read back from the disk. */
  | "read-zip"
  /** The files of a release are held against their hashes. */
  | "hash"
  /** The rows of a release are held against its schemas. */
  | "verify"
  /** The rows of two releases are compared. */
  | "compare"
  /** What differs between them is listed. */
  | "list";

/** For whoever waits for long work: to be told how far it is, and to stop it. */
export interface WorkOptions {
  /** Is called often, from within the work: it should be quick, and must not throw. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Stops the work at its next step; what it throws then is the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
}

/** One step of long work, which ends here when it was stopped and is told otherwise. */
export function takeStep({ onProgress, signal }: WorkOptions, progress: Progress): void {
  signal?.throwIfAborted();
  onProgress?.(progress);
}

/**
 * Follows one stage of long work, whose parts come in any order.
 *
 * @param total of all items together, in `unit`s; 0 when it is not known
 * @returns what to call when a part of an item is done
 */
export function followStage(
  work: WorkOptions,
  { stage, unit, total }: Pick<Progress, "stage" | "unit"> & { readonly total: number },
): (item: string, more: number) => void {
  const doneOf = new Map<string, number>();
  let all = 0;
  return (item, more) => {
    const done = (doneOf.get(item) ?? 0) + more;
    doneOf.set(item, done);
    all += more;
    const share = total > 0 ? { share: Math.min(1, all / total) } : {};
    takeStep(work, { stage, item, done, unit, ...share });
  };
}
