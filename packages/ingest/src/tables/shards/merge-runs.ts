// EDGE: reads sorted runs from disk and merges them.
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { compareKeys } from "./compare-keys.ts";
import type { Key, KeyBlock } from "./run.ts";

/** Bytes of a file. */
export interface Stretch {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The order in which the rows of several runs follow one another, in a file: for each stretch of rows that
 * follow one another in a run, too, the number of the run and, by form, how many bytes the rows take.
 */
export interface MergeOrder {
  readonly path: string;
  readonly forms: number;
  readonly bytes: number;
}

/**
 * Puts the keys of several runs in one order.
 *
 * @param each is given every key, in order
 * @returns whether the runs simply follow one another; nothing when two keys are the same
 */
export function mergeKeys(
  runs: readonly Stretch[],
  each: (key: Key) => void,
  order?: OrderWriter,
): { readonly isSorted: boolean } | undefined {
  const heap: RunCursor[] = [];
  for (const [number, run] of runs.entries()) {
    const cursor = new RunCursor(run, number);
    if (cursor.key !== undefined) push(heap, cursor);
  }
  let last: Key | undefined;
  let run = 0;
  let isSorted = true;
  for (let least = heap[0]; least !== undefined; least = heap[0]) {
    const { key } = least as { key: Key };
    if (last !== undefined && compareKeys(last, key) === 0) return undefined;
    isSorted &&= least.number >= run;
    run = least.number;
    each(key);
    order?.add(least);
    last = key;
    least.next();
    if (least.key === undefined) {
      const end = heap.pop();
      if (end !== undefined && end !== least) {
        heap[0] = end;
        sink(heap, 0);
      }
    } else sink(heap, 0);
  }
  return { isSorted };
}

const isBefore = (a: RunCursor, b: RunCursor): boolean =>
  compareKeys(a.key as Key, b.key as Key) < 0;

function push(heap: RunCursor[], cursor: RunCursor): void {
  let at = heap.push(cursor) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(cursor, heap[parent] as RunCursor)) break;
    heap[at] = heap[parent] as RunCursor;
    at = parent;
  }
  heap[at] = cursor;
}

function sink(heap: RunCursor[], from: number): void {
  const cursor = heap[from] as RunCursor;
  let at = from;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= heap.length) break;
    if (
      child + 1 < heap.length &&
      isBefore(heap[child + 1] as RunCursor, heap[child] as RunCursor)
    ) {
      child += 1;
    }
    if (!isBefore(heap[child] as RunCursor, cursor)) break;
    heap[at] = heap[child] as RunCursor;
    at = child;
  }
  heap[at] = cursor;
}

/** Stands at one row of a run after the other. */
export class RunCursor {
  readonly number: number;
  /** Of the row at hand; absent after the last. */
  key: Key | undefined;
  private readonly blocks: Generator<KeyBlock>;
  private block: KeyBlock = [[]];
  private at = -1;

  constructor(run: Stretch, number: number) {
    this.number = number;
    this.blocks = readBlocks(run);
    this.next();
  }

  next(): void {
    this.at += 1;
    if (this.at === this.block[0].length) {
      const next = this.blocks.next();
      this.block = next.done ? [[]] : next.value;
      this.at = 0;
    }
    this.key = this.block[0][this.at];
  }

  /** How many bytes the row at hand takes in a form. */
  length(form: number): number {
    return (this.block[form + 1] as readonly number[])[this.at] as number;
  }
}

function* readBlocks(run: Stretch): Generator<KeyBlock> {
  const reader = new StretchReader(run, 1 << 14);
  for (let line = reader.takeLine(); line !== undefined; line = reader.takeLine()) {
    yield JSON.parse(line);
  }
}

/** Reads a stretch of a file from its start to its end, and keeps no file open meanwhile. */
export class StretchReader {
  private readonly stretch: Stretch;
  private buffer: Buffer;
  private from = 0;
  private to = 0;
  private at: number;

  constructor(stretch: Stretch, bufferBytes: number) {
    this.stretch = stretch;
    this.buffer = Buffer.allocUnsafeSlow(bufferBytes);
    this.at = stretch.start;
  }

  /** The bytes up to the next line end, as text; nothing at the end. */
  takeLine(): string | undefined {
    for (let searched = 0; ; ) {
      const end = this.buffer.subarray(0, this.to).indexOf(0x0a, this.from + searched);
      if (end !== -1) {
        const line = this.buffer.toString("utf8", this.from, end);
        this.from = end + 1;
        return line;
      }
      searched = this.to - this.from;
      if (!this.fill(searched + 1)) return undefined;
    }
  }

  /** Copies so many bytes to a place in another buffer. */
  copy(length: number, target: Buffer, at: number): void {
    for (let done = 0; done < length; ) {
      if (this.from === this.to && !this.fill(1)) throw new Error("A run ends before its rows do");
      const some = Math.min(length - done, this.to - this.from);
      this.buffer.copy(target, at + done, this.from, this.from + some);
      this.from += some;
      done += some;
    }
  }

  /** Reads on until at least so many bytes are there. */
  private fill(least: number): boolean {
    const { buffer, from, to } = this;
    if (least > buffer.length)
      this.buffer = Buffer.allocUnsafeSlow(Math.max(least, buffer.length * 2));
    buffer.copy(this.buffer, 0, from, to);
    this.to = to - from;
    this.from = 0;
    const room = Math.min(this.buffer.length - this.to, this.stretch.end - this.at);
    if (room <= 0) return false;
    const file = openSync(this.stretch.path, "r");
    try {
      const read = readSync(file, this.buffer, this.to, room, this.at);
      this.at += read;
      this.to += read;
      return read > 0 && (this.to >= least || this.fill(least));
    } finally {
      closeSync(file);
    }
  }
}

// A stretch of rows must not have more bytes than a number of four bytes can say.
const mostBytes = 1 << 30;

/** Writes a {@link MergeOrder}. */
export class OrderWriter {
  private readonly path: string;
  private readonly forms: number;
  private readonly file: number;
  private readonly numbers: Uint32Array;
  private used = 0;
  private bytes = 0;
  private run = -1;

  constructor(path: string, forms: number) {
    this.path = path;
    this.forms = forms;
    this.file = openSync(path, "wx", 0o600);
    this.numbers = new Uint32Array((forms + 1) * (1 << 14));
  }

  add(row: RunCursor): void {
    const { numbers, forms } = this;
    const isNew = row.number !== this.run || this.isFull();
    if (isNew) {
      if (this.used === numbers.length) this.flush();
      this.run = row.number;
      numbers[this.used] = row.number;
      numbers.fill(0, this.used + 1, this.used + 1 + forms);
      this.used += forms + 1;
    }
    for (let form = 0; form < forms; form += 1) {
      const at = this.used - forms + form;
      numbers[at] = (numbers[at] as number) + row.length(form);
    }
  }

  finish(): MergeOrder {
    this.flush();
    closeSync(this.file);
    return { path: this.path, forms: this.forms, bytes: this.bytes };
  }

  private isFull(): boolean {
    const { numbers, used, forms } = this;
    return numbers.subarray(used - forms, used).some((bytes) => bytes > mostBytes);
  }

  private flush(): void {
    const bytes = Buffer.from(this.numbers.buffer, 0, this.used * 4);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.file, bytes, at);
    this.bytes += bytes.length;
    this.used = 0;
  }
}

const blockBytes = 1 << 20;
// For the runs' buffers together, so that memory does not grow with their number.
const bufferedBytes = 1 << 24;

/** Puts the rows of runs together in their order, as bytes of one form. */
export function* mergeLines(
  order: MergeOrder,
  form: number,
  runs: readonly Stretch[],
): Generator<Buffer> {
  const size = Math.max(1 << 12, Math.min(1 << 18, Math.floor(bufferedBytes / runs.length)));
  const readers = runs.map((run) => new StretchReader(run, size));
  const width = (order.forms + 1) * 4;
  const steps = new StretchReader({ path: order.path, start: 0, end: order.bytes }, 1 << 16);
  const step = new Uint32Array(order.forms + 1);
  const stepBytes = Buffer.from(step.buffer);
  let block = Buffer.allocUnsafeSlow(blockBytes);
  let used = 0;
  for (let at = 0; at < order.bytes; at += width) {
    steps.copy(width, stepBytes, 0);
    const reader = readers[step[0] as number] as StretchReader;
    let left = step[form + 1] as number;
    while (left > 0) {
      if (used === block.length) {
        yield block;
        block = Buffer.allocUnsafeSlow(blockBytes);
        used = 0;
      }
      const some = Math.min(left, block.length - used);
      reader.copy(some, block, used);
      used += some;
      left -= some;
    }
  }
  if (used > 0) yield block.subarray(0, used);
}
