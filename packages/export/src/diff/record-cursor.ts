import { compareText } from "@sourcebook/schema";

/** Where the primary key stands in the records of a table. */
export interface KeyLayout {
  /** For each column up to the last of the key: which part of the key it is, or -1. */
  readonly partOfColumn: readonly number[];
  /** For each part, whether it is a number. */
  readonly isNumber: readonly boolean[];
}

/** The bytes are not written as canonical CSV is; thrown before anything is made of them. */
export class NotCanonical extends Error {
  override readonly name = "NotCanonical";
}

/** The records do not come in the order of their key; thrown before any wrong pair is made of them. */
export class RecordsOutOfOrder extends Error {
  override readonly name = "RecordsOutOfOrder";
}

/**
 * A place in the records of canonical CSV, which moves from record to record by their bytes alone.
 *
 * It reads a block at a time. Between two reads all is done without waiting: with a million records that is what
 * counts.
 */
export class RecordCursor {
  block: Buffer = Buffer.alloc(0);
  /** Where the record begins in the block. */
  start = 0;
  /** Where it ends, its line end included; 0 when no whole record is left in the block. */
  end = 0;
  key: RecordKey;
  /** The key of the record before. */
  earlier: RecordKey;
  #space = Buffer.alloc(0);
  readonly #layout: KeyLayout;
  readonly #blocks: AsyncIterator<Uint8Array>;
  #isRead = false;
  #isFirst = true;
  /** The next opening quote, where it is known. */
  #quote = -1;

  constructor(blocks: AsyncIterable<Uint8Array>, layout: KeyLayout) {
    this.#blocks = blocks[Symbol.asyncIterator]();
    this.#layout = layout;
    this.key = new RecordKey(layout.isNumber.length);
    this.earlier = new RecordKey(layout.isNumber.length);
  }

  /** No record is left, neither here nor in a block to come. */
  get isEnded(): boolean {
    return this.#isRead && this.end === 0;
  }

  /** Moves behind the header. @throws NotCanonical when it is another one */
  async open(header: string): Promise<void> {
    await this.#read();
    if (this.block.toString("utf8", this.start, this.end) !== header) {
      throw new NotCanonical("The header is another one");
    }
    this.start = this.end;
    this.#locate();
    if (this.end > 0) this.#arrive();
  }

  /** Reads on until a whole record is there, or none is left. */
  async fill(): Promise<void> {
    if (this.end > 0 || this.#isRead) return;
    await this.#read();
    if (this.end > 0) this.#arrive();
  }

  /** Moves to the next record of the block. */
  advance(): void {
    const { key } = this;
    this.key = this.earlier;
    this.earlier = key;
    this.start = this.end;
    this.#locate();
    if (this.end > 0) this.#arrive();
  }

  /** Moves as far as another cursor has moved, over records that both have alike, which it has looked through. */
  follow(other: RecordCursor, from: number): void {
    this.earlier.point(this.block, other.earlier, this.start - from);
    this.start += other.start - from;
    this.#quote = -1;
    this.#locate();
    if (this.end > 0) this.#arrive();
  }

  /** The bytes of the record, good until the next block is read. */
  get record(): Buffer {
    return this.block.subarray(this.start, this.end);
  }

  async close(): Promise<void> {
    await this.#blocks.return?.();
  }

  async #read(): Promise<void> {
    this.end = 0;
    while (this.end === 0 && !this.#isRead) {
      const next = await this.#blocks.next();
      if (next.done) {
        this.#isRead = true;
      } else {
        this.#take(next.value);
      }
      this.#quote = -1;
      this.#locate();
      if (this.end === 0 && this.block.length - this.start > mostRecordBytes) {
        throw new NotCanonical("A record does not end");
      }
    }
  }

  /** Puts bytes behind those that are not used up, in the one piece of memory that is used all along. */
  #take(bytes: Uint8Array): void {
    this.earlier.detach();
    const rest = this.block.subarray(this.start);
    const length = rest.length + bytes.length;
    if (this.#space.length < length) {
      const space = Buffer.allocUnsafe(2 * length);
      space.set(rest);
      this.#space = space;
    } else {
      this.#space.copyWithin(0, this.start, this.block.length);
    }
    this.#space.set(bytes, rest.length);
    this.block = this.#space.subarray(0, length);
    this.start = 0;
  }

  /** Finds the end of the record: the next line end outside quotes. */
  #locate(): void {
    const { block, start } = this;
    let quote = this.#quote < start ? indexOf(block, doubleQuote, start) : this.#quote;
    let line = block.indexOf(lineFeed, start);
    while (quote < line) {
      const closing = block.indexOf(doubleQuote, quote + 1);
      if (closing === -1) line = -1;
      else {
        quote = indexOf(block, doubleQuote, closing + 1);
        if (line < closing) line = block.indexOf(lineFeed, closing + 1);
      }
    }
    this.#quote = quote;
    if (line === -1 && this.#isRead && start < block.length) {
      throw new NotCanonical("The last record has no line end");
    }
    this.end = line + 1;
  }

  /** @throws RecordsOutOfOrder when the record does not come after the one before */
  #arrive(): void {
    this.key.read(this, this.#layout);
    if (!this.#isFirst && compareRecordKeys(this.earlier, this.key, this.#layout) >= 0) {
      throw new RecordsOutOfOrder();
    }
    this.#isFirst = false;
  }
}

/** The cells of a primary key, as places in the block that holds them: good until the next block is read. */
export class RecordKey {
  block: Buffer = Buffer.alloc(0);
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The values of the parts that are numbers. */
  readonly number: Float64Array;

  constructor(parts: number) {
    this.from = new Int32Array(parts);
    this.to = new Int32Array(parts);
    this.number = new Float64Array(parts);
  }

  /** Becomes another key, whose bytes stand in this block as well, so many bytes further on. */
  point(block: Buffer, key: RecordKey, further: number): void {
    this.block = block;
    for (let part = 0; part < this.from.length; part += 1) {
      this.from[part] = (key.from[part] ?? 0) + further;
      this.to[part] = (key.to[part] ?? 0) + further;
    }
    this.number.set(key.number);
  }

  /** Takes its bytes with it, before those of the block are others. */
  detach(): void {
    const start = Math.min(...this.from);
    this.point(Buffer.from(this.block.subarray(start, Math.max(...this.to))), this, -start);
  }

  /** @throws NotCanonical when the record has too few cells, or no number where one must be */
  read({ block, start, end }: RecordCursor, { partOfColumn, isNumber }: KeyLayout): void {
    this.block = block;
    let at = start;
    for (const part of partOfColumn) {
      if (at >= end) throw new NotCanonical("A record has too few cells");
      const to = cellEnd(block, at, end);
      if (part >= 0) {
        this.from[part] = at;
        this.to[part] = to;
        if (isNumber[part]) this.number[part] = readNumber(block, at, to);
      }
      at = to + 1;
    }
  }

  /** A part as the text that its cell holds. */
  text(part: number): string {
    const from = this.from[part] ?? 0;
    const to = this.to[part] ?? 0;
    if (this.block[from] !== doubleQuote) return this.block.toString("utf8", from, to);
    return this.block.toString("utf8", from + 1, to - 1).replaceAll('""', '"');
  }

  /** Whether a part stands in quotes, so that its bytes are not those of its text. */
  isQuoted(part: number): boolean {
    return this.block[this.from[part] ?? 0] === doubleQuote;
  }
}

/** Numbers by size, all else by the code units of its text, part by part. */
export function compareRecordKeys(a: RecordKey, b: RecordKey, { isNumber }: KeyLayout): number {
  for (let part = 0; part < isNumber.length; part += 1) {
    let order: number;
    if (isNumber[part]) order = (a.number[part] ?? 0) - (b.number[part] ?? 0);
    else if (a.isQuoted(part) || b.isQuoted(part)) order = compareText(a.text(part), b.text(part));
    else order = compareBytes(a, b, part);
    if (order !== 0) return order;
  }
  return 0;
}

/** The bytes of UTF-8 in the order of UTF-16 code units, by which rows are published. */
function compareBytes(a: RecordKey, b: RecordKey, part: number): number {
  const [blockA, blockB] = [a.block, b.block];
  const [startA = 0, startB = 0] = [a.from[part], b.from[part]];
  const lengthA = (a.to[part] ?? 0) - startA;
  const lengthB = (b.to[part] ?? 0) - startB;
  const shared = Math.min(lengthA, lengthB);
  for (let at = 0; at < shared; at += 1) {
    const byteA = blockA[startA + at] ?? 0;
    const byteB = blockB[startB + at] ?? 0;
    if (byteA === byteB) continue;
    // Surrogates come before U+E000 to U+FFFF, whose UTF-8 begins with 0xEE or 0xEF.
    const isBeyondA = byteA >= 0xf0;
    if (isBeyondA !== byteB >= 0xf0 && byteA >= 0xee && byteB >= 0xee) return isBeyondA ? -1 : 1;
    return byteA - byteB;
  }
  return lengthA - lengthB;
}

const doubleQuote = 0x22;
const comma = 0x2c;
const lineFeed = 0x0a;

// As the reader of rows has it.
const mostRecordBytes = 1 << 26;

const indexOf = (block: Buffer, byte: number, from: number): number => {
  const at = block.indexOf(byte, from);
  return at === -1 ? Number.POSITIVE_INFINITY : at;
};

/** Where a cell ends: at its comma, its line end, or the end of the file. */
function cellEnd(block: Buffer, from: number, end: number): number {
  let at = from;
  if (block[at] === doubleQuote) {
    at += 1;
    while (at < end && (block[at] !== doubleQuote || block[at + 1] === doubleQuote)) {
      at += block[at] === doubleQuote ? 2 : 1;
    }
    at += 1;
  }
  while (at < end && block[at] !== comma && block[at] !== lineFeed) at += 1;
  return Math.min(at, end);
}

function readNumber(block: Buffer, from: number, to: number): number {
  let number = 0;
  let at = from;
  for (; at < to && to - from < 16; at += 1) {
    const digit = (block[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) break;
    number = number * 10 + digit;
  }
  if (at === to && to > from) return number;
  const other = from === to ? Number.NaN : Number(block.toString("latin1", from, to));
  if (Number.isNaN(other)) throw new NotCanonical("A key is no number");
  return other;
}
