// EDGE: writes sorted rows to the files of a shard.
import type { CellBatch, CellForms, Row, RowForms, TableDefinition } from "@sourcebook/schema";
import { BlockFile } from "./block-file.ts";
import { cellFormsOf } from "./cell-forms.ts";
import { compareBytes } from "./compare-bytes.ts";
import { KeyCoder } from "./key-code.ts";
import { ManyBytes } from "./many-bytes.ts";
import type { KeyBlock, Run, ShardFile, Stretch } from "./run.ts";

export interface RunWriterOptions {
  readonly folder: string;
  /** Tells its files from those of other writers in the folder. */
  readonly name: string;
  readonly definition: TableDefinition;
  /** Unless given, only keys are written. */
  readonly forms?: RowForms | undefined;
  /** About how many bytes of lines and keys are sorted at a time. */
  readonly runBytes: number;
  /** Where they are sorted; whoever gives it has it back when the writer is closed. */
  readonly room?: SortingRoom;
}

/** Memory for the keys and lines of a run. */
export interface SortingRoom {
  readonly keys: ManyBytes;
  readonly lines: ManyBytes;
}

export const newSortingRoom = (): SortingRoom => ({
  keys: new ManyBytes(),
  lines: new ManyBytes(),
});

/**
 * Sorts rows, as many as memory is given to it for, and writes them to files of its own: run behind run.
 *
 * Rows become text at once and are forgotten; what is sorted are their keys.
 */
export class RunWriter {
  private readonly forms: RowForms | undefined;
  private readonly cellForms: CellForms | undefined;
  private readonly runBytes: number;
  private readonly coder: KeyCoder;
  private readonly keys: ManyBytes;
  private readonly lines: ManyBytes;
  private readonly keyFile: BlockFile;
  private readonly lineFile: BlockFile;
  private readonly runs: Run[] = [];
  /** The first of the run's rows that belongs to the stretch at hand. */
  private stretchStart = 0;
  private isSorted = true;

  constructor(options: RunWriterOptions) {
    const { folder, name, definition, forms, runBytes, room = newSortingRoom() } = options;
    this.keys = room.keys;
    this.lines = room.lines;
    this.forms = forms;
    this.cellForms = forms && cellFormsOf(forms, definition);
    this.runBytes = runBytes;
    this.coder = new KeyCoder(definition);
    this.keyFile = new BlockFile(folder, `${name}.keys`);
    this.lineFile = new BlockFile(folder, `${name}.lines`);
  }

  takeRows(rows: readonly Row[]): void {
    for (const row of rows) {
      this.keys.reserve(this.coder.mostBytesOf(row));
      this.endKey(this.coder.writeRow(row, this.keys.bytes, this.keys.used));
    }
    for (const line of this.forms?.store(rows) ?? []) this.lines.addText(line);
    this.forms?.add(rows);
  }

  takeCells(cells: CellBatch): void {
    for (let row = 0; row < cells.rows; row += 1) {
      this.keys.reserve(this.coder.mostBytes(cells, row));
      this.endKey(this.coder.writeCells(cells, row, this.keys.bytes, this.keys.used));
    }
    const { cellForms } = this;
    if (cellForms === undefined) return;
    const { bytes, ends } = cellForms.store(cells);
    this.lines.addAll(bytes, ends);
    cellForms.add(cells);
  }

  /** Ends a stretch of rows that follow one another in a file; nothing when it has none. */
  endStretch(): Stretch | undefined {
    const { keys, stretchStart: first } = this;
    if (keys.count === first) return undefined;
    const stretch = {
      isSorted: this.isSorted,
      rows: keys.count - first,
      firstKey: keys.charactersOf(first),
      lastKey: keys.charactersOf(keys.count - 1),
    };
    if (this.lines.used + keys.used >= this.runBytes || keys.count >= mostRows) this.endRun();
    this.stretchStart = keys.count;
    return stretch;
  }

  /** Writes out what is left. */
  close(): { readonly runs: readonly Run[]; readonly files: readonly ShardFile[] } {
    if (this.keys.count > 0) this.endRun();
    return { runs: this.runs, files: [this.keyFile.close(), this.lineFile.close()] };
  }

  private endKey(end: number): void {
    const { keys } = this;
    const number = keys.count;
    keys.endAt(end);
    if (this.isSorted && number > 0) this.isSorted = this.compare(number - 1, number) <= 0;
  }

  private compare(a: number, b: number): number {
    const { keys } = this;
    const { bytes } = keys;
    return compareBytes(
      bytes,
      keys.startOf(a),
      keys.endOf(a),
      bytes,
      keys.startOf(b),
      keys.endOf(b),
    );
  }

  private endRun(): void {
    const { keys, lines, keyFile, lineFile } = this;
    const order = this.order();
    if (this.isSorted) lineFile.write(lines.bytes, 0, lines.used);
    else if (lines.count > 0) {
      for (const row of order) lineFile.write(lines.bytes, lines.startOf(row), lines.endOf(row));
    }
    const blocks: KeyBlock[] = [];
    for (let from = 0; from < order.length; ) {
      const to = this.endOfBlock(order, from);
      blocks.push(this.writeBlock(order.subarray(from, to)));
      from = to;
    }
    this.runs.push({
      rows: order.length,
      lines: lineFile.endRange(),
      keys: keyFile.endRange(),
      blocks,
    });
    keys.clear();
    lines.clear();
    this.isSorted = true;
  }

  /** The numbers of the rows in the order of their keys. */
  private order(): Uint32Array {
    const { keys } = this;
    const order = new Uint32Array(keys.count);
    for (let row = 0; row < order.length; row += 1) order[row] = row;
    if (this.isSorted) return order;
    const starts = new Float64Array(keys.count);
    for (let row = 0; row < starts.length; row += 1) {
      starts[row] = startOfKey(keys.bytes, keys.startOf(row), keys.endOf(row));
    }
    return order.sort((a, b) => {
      const one = starts[a] as number;
      const other = starts[b] as number;
      // Not their difference: a number with a fraction is an object, and here there are millions.
      return one < other ? -1 : one > other ? 1 : this.compare(a, b);
    });
  }

  /** Before which row a block ends that begins with another. */
  private endOfBlock(order: Uint32Array, from: number): number {
    let bytes = 0;
    let to = from;
    while (to < order.length && to - from < blockRows && bytes < blockBytes) {
      bytes += this.sizeOf(order[to] as number);
      to += 1;
    }
    return to;
  }

  private writeBlock(rows: Uint32Array): KeyBlock {
    const { keys, keyFile } = this;
    const lengths = new Uint32Array(rows.length * 2);
    let keysLength = 0;
    let linesBytes = 0;
    for (const [index, row] of rows.entries()) {
      const line = this.sizeOf(row);
      lengths[index] = line;
      lengths[rows.length + index] = keys.lengthOf(row);
      linesBytes += line;
      keysLength += keys.lengthOf(row);
    }
    keyFile.write(Buffer.from(lengths.buffer), 0, lengths.byteLength);
    for (const row of rows) keyFile.write(keys.bytes, keys.startOf(row), keys.endOf(row));
    const padding = -keysLength & 3;
    keyFile.write(zeros, 0, padding);
    return {
      rows: rows.length,
      firstKey: keys.charactersOf(rows[0] as number),
      keysBytes: lengths.byteLength + keysLength + padding,
      linesBytes,
    };
  }

  private sizeOf(row: number): number {
    return this.lines.count > 0 ? this.lines.lengthOf(row) : 0;
  }
}

// Sorting takes some tens of bytes for each row, however short its key.
const mostRows = 1 << 16;

const blockRows = 256;
// A block is the least that can be read of a run: of long lines it holds few.
const blockBytes = 1 << 17;
const zeros = Buffer.alloc(4);

/** The first six bytes of a key as a number: nearly always they are enough to tell keys apart. */
function startOfKey(bytes: Buffer, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < start + 6; at += 1) {
    number = number * 256 + (at < end ? (bytes[at] as number) : 0);
  }
  return number;
}
