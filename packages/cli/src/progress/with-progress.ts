import type { Progress, WorkOptions } from "@sourcebook/schema";
import type { Io } from "../io.ts";
import { paintFor } from "../issues/paint.ts";
import { formatProgress } from "./format-progress.ts";

/**
 * Shows how far long work is, on one line of a terminal that is gone when the work has ended, however
 * it ends. Shows nothing where there is no terminal, or one that cannot take a line back, nor with
 * `--json`, nor for work of less than a second.
 *
 * @param work is to hand on what it is given: how to tell of progress, and when to stop
 */
export async function withProgress<Result>(
  io: Io,
  { json }: { readonly json?: boolean | undefined },
  work: (options: WorkOptions) => Promise<Result>,
): Promise<Result> {
  const { stderr, signal, now, env = {} } = io;
  const isShown = stderr.isTTY === true && env.TERM !== "dumb" && json !== true;
  if (!isShown || now === undefined) return work({ signal });
  const line = new ProgressLine(io, now);
  try {
    return await work({ signal, onProgress: (progress) => line.tell(progress) });
  } finally {
    line.clear();
  }
}

const patienceMs = 1000;
const betweenMs = 100;
// Of several items that are worked on at once, one is shown until it is silent for so long.
const silenceMs = 1000;

class ProgressLine {
  private readonly io: Io;
  private readonly now: () => number;
  private readonly begun: number;
  private readonly dim: (text: string) => string;
  private stage = { name: "", since: 0 };
  /** When the items of the stage were taken up. */
  private readonly items = new Map<string, number>();
  private shown = { item: "", toldAt: Number.NEGATIVE_INFINITY };
  private shownAt: number | undefined;

  constructor(io: Io, now: () => number) {
    this.io = io;
    this.now = now;
    this.begun = now();
    this.dim = paintFor(io.stderr, io.env ?? {}).quiet;
  }

  tell(progress: Progress): void {
    const now = this.now();
    // The first step tells of work that began when we did.
    const since = this.stage.name === "" ? this.begun : now;
    if (progress.stage !== this.stage.name) {
      this.stage = { name: progress.stage, since };
      this.items.clear();
      this.shown.toldAt = Number.NEGATIVE_INFINITY;
    }
    const { item } = progress;
    const itemSince = this.items.get(item) ?? since;
    this.items.set(item, itemSince);
    if (item !== this.shown.item && now - this.shown.toldAt < silenceMs) return;
    this.shown = { item, toldAt: now };
    if (now - this.begun < patienceMs) return;
    if (this.shownAt !== undefined && now - this.shownAt < betweenMs) return;
    const elapsed = { stageMs: now - this.stage.since, itemMs: now - itemSince };
    // One column stays free: a full line would wrap on some terminals.
    const line = formatProgress(progress, elapsed, (this.io.stderr.columns || 80) - 1);
    this.io.stderr.write(`\r${this.dim(line)}${eraseRest}`);
    this.shownAt = now;
  }

  clear(): void {
    if (this.shownAt !== undefined) this.io.stderr.write(`\r${eraseRest}`);
  }
}

const eraseRest = "\u001b[K";
