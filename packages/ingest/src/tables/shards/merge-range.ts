// EDGE: reads what runs hold of a range of keys, and merges it.
import { closeSync, openSync, readSync } from "node:fs";
import type { PlacedLines } from "@sourcebook/schema";
import { compareBytes } from "./compare-bytes.ts";
import type { FileBytes, KeyRange, RunPart } from "./plan-ranges.ts";
import type { KeyText } from "./run.ts";

/** The rows of a range in order. */
export interface MergedRange {
  /** False when two rows have the same key: then there is no more to know. */
  readonly isDistinct: boolean;
  /** Of all rows; good until the next range is merged. */
  readonly lines: PlacedLines;
}

/** Merges ranges, one at a time, always in the same memory. */
export class RangeMerger {
  private readonly files = new OpenFiles();
  private readonly keyRoom = new Room();
  private readonly sourceRoom = new Room();
  private keys: Buffer = noBytes;
  // By row of all parts: where its key and its line begin, and end.
  private keyStarts = new Uint32Array();
  private keyEnds = new Uint32Array();
  private lineStarts = new Float64Array();
  private lineEnds = new Float64Array();
  // By merged row: where its line was read to.
  private starts = new Uint32Array();
  private ends = new Uint32Array();

  /** @param withLines unless true, only keys are looked at */
  merge(range: KeyRange, withLines: boolean): MergedRange {
    const { parts } = range;
    const from = bytesOf(range.from);
    const to = bytesOf(range.to);
    this.keys = this.files.read(
      parts.map(({ keys }) => keys),
      this.keyRoom,
    );
    this.placeRows(parts);
    const wanted: FileBytes[] = [];
    const heap: Cursor[] = [];
    let first = 0;
    let at = 0;
    for (const part of parts) {
      const last = first + sum(part.rows);
      const row = this.findRow(from, first, last);
      const end = to === undefined ? last : this.findRow(to, row, last);
      first = last;
      if (row === end) continue;
      const start = this.lineStarts[row] as number;
      const stop = this.lineEnds[end - 1] as number;
      wanted.push({ path: part.lines.path, start, end: stop });
      this.push(heap, { row, end, shift: at - start });
      at += stop - start;
    }
    const source = withLines ? this.files.read(wanted, this.sourceRoom) : noBytes;
    return this.mergeRows(heap, source);
  }

  /** Closes the files that were read. */
  close(): void {
    this.files.close();
  }

  private placeRows(parts: readonly RunPart[]): void {
    this.makeRoom(parts.reduce((rows, part) => rows + sum(part.rows), 0));
    const lengths = new Uint32Array(this.keys.buffer, this.keys.byteOffset, this.keys.length >> 2);
    let row = 0;
    let blockAt = 0;
    for (const part of parts) {
      let lineAt = part.lines.start;
      for (let block = 0; block < part.rows.length; block += 1) {
        const rows = part.rows[block] as number;
        let keyAt = blockAt + rows * 8;
        for (let index = blockAt >> 2, end = index + rows; index < end; index += 1) {
          this.keyStarts[row] = keyAt;
          keyAt += lengths[index + rows] as number;
          this.keyEnds[row] = keyAt;
          this.lineStarts[row] = lineAt;
          lineAt += lengths[index] as number;
          this.lineEnds[row] = lineAt;
          row += 1;
        }
        blockAt += part.keysBytes[block] as number;
      }
    }
  }

  private makeRoom(rows: number): void {
    if (rows <= this.keyStarts.length) return;
    this.keyStarts = new Uint32Array(rows);
    this.keyEnds = new Uint32Array(rows);
    this.lineStarts = new Float64Array(rows);
    this.lineEnds = new Float64Array(rows);
    this.starts = new Uint32Array(rows);
    this.ends = new Uint32Array(rows);
  }

  /** The first of some rows whose key does not come before this one. */
  private findRow(key: Uint8Array | undefined, first: number, last: number): number {
    if (key === undefined) return first;
    let low = first;
    let high = last;
    while (low < high) {
      const middle = (low + high) >> 1;
      const start = this.keyStarts[middle] as number;
      const end = this.keyEnds[middle] as number;
      if (compareBytes(this.keys, start, end, key, 0, key.length) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private mergeRows(heap: Cursor[], source: Buffer): MergedRange {
    const { starts, ends } = this;
    let rows = 0;
    let last = -1;
    for (let least = heap[0]; least !== undefined; least = heap[0]) {
      const { row, shift } = least;
      if (last >= 0 && this.compareRows(last, row) === 0)
        return { isDistinct: false, lines: noLines };
      last = row;
      if (source.length > 0) {
        starts[rows] = (this.lineStarts[row] as number) + shift;
        ends[rows] = (this.lineEnds[row] as number) + shift;
        rows += 1;
      }
      least.row += 1;
      if (least.row === least.end) {
        const end = heap.pop() as Cursor;
        if (end !== least) {
          heap[0] = end;
          this.sink(heap);
        }
      } else this.sink(heap);
    }
    const lines = { bytes: source, starts: starts.subarray(0, rows), ends: ends.subarray(0, rows) };
    return { isDistinct: true, lines };
  }

  private compareRows(a: number, b: number): number {
    const { keys, keyStarts, keyEnds } = this;
    return compareBytes(
      keys,
      keyStarts[a] as number,
      keyEnds[a] as number,
      keys,
      keyStarts[b] as number,
      keyEnds[b] as number,
    );
  }

  private push(heap: Cursor[], cursor: Cursor): void {
    let at = heap.push(cursor) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.compareRows(cursor.row, (heap[parent] as Cursor).row) >= 0) break;
      heap[at] = heap[parent] as Cursor;
      at = parent;
    }
    heap[at] = cursor;
  }

  /** Puts the first cursor where it belongs, since it has moved on. */
  private sink(heap: Cursor[]): void {
    const cursor = heap[0] as Cursor;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      const next = heap[child + 1];
      if (next && this.compareRows(next.row, (heap[child] as Cursor).row) < 0) child += 1;
      if (this.compareRows((heap[child] as Cursor).row, cursor.row) >= 0) break;
      heap[at] = heap[child] as Cursor;
      at = child;
    }
    heap[at] = cursor;
  }
}

const sum = (numbers: Uint32Array): number => numbers.reduce((a, b) => a + b, 0);

const bytesOf = (key: KeyText | undefined): Uint8Array | undefined =>
  key === undefined ? undefined : Buffer.from(key, "latin1");

/** Rows of a part that are still to come. */
interface Cursor {
  row: number;
  readonly end: number;
  /** From where lines lie in their file to where they were read to. */
  readonly shift: number;
}

const noBytes = Buffer.alloc(0);
const noLines: PlacedLines = {
  bytes: noBytes,
  starts: new Uint32Array(),
  ends: new Uint32Array(),
};

/** Memory that is taken once and grows when it must. */
class Room {
  private bytes: Buffer = noBytes;

  take(length: number): Buffer {
    if (this.bytes.length < length) this.bytes = Buffer.allocUnsafeSlow(Math.ceil(length * 1.25));
    return this.bytes.subarray(0, length);
  }
}

/** Files that are read again and again, a little each time. */
class OpenFiles {
  private readonly files = new Map<string, number>();

  /** Reads stretches of files, one behind the other. */
  read(stretches: readonly FileBytes[], room: Room): Buffer {
    const target = room.take(stretches.reduce((sum, { start, end }) => sum + end - start, 0));
    let at = 0;
    for (const { path, start, end } of stretches) {
      const file = this.open(path);
      for (let from = start; from < end; ) {
        const read = readSync(file, target, at, end - from, from);
        if (read === 0) throw new Error("A run ends before its rows do");
        from += read;
        at += read;
      }
    }
    return target;
  }

  close(): void {
    for (const file of this.files.values()) closeSync(file);
    this.files.clear();
  }

  private open(path: string): number {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    if (this.files.size === mostOpenFiles) this.close();
    const file = openSync(path, "r");
    this.files.set(path, file);
    return file;
  }
}

// Systems let a process have 256 at least; there are a few threads.
const mostOpenFiles = 40;
