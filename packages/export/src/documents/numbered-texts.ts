import { type CellBatch, isQuoted, needsQuotes, textAt } from "@sourcebook/schema";

/** Counts texts that come with their numbers, and keeps them as bytes until somebody asks for them. */
export class NumberedTexts {
  /** By number: how often the text came, and where it lies. */
  readonly #counts: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #used = 0;

  add(number: number, cells: CellBatch, cell: number): void {
    // Of a row that was not at hand as bytes, the texts were numbered too.
    while (this.#counts.length <= number) {
      this.#counts.push(0);
      this.#starts.push(0);
      this.#ends.push(0);
    }
    const count = this.#counts[number] as number;
    this.#counts[number] = count + 1;
    if (count === 0) this.#keep(number, cells, cell);
  }

  /** Each text, and how often it came. */
  *entries(): Generator<readonly [text: string, count: number]> {
    for (const [number, count] of this.#counts.entries()) {
      if (count === 0) continue;
      yield [this.#bytes.toString("utf8", this.#starts[number], this.#ends[number]), count];
    }
  }

  #keep(number: number, cells: CellBatch, cell: number): void {
    const { bytes, starts, ends, flags } = cells;
    const hasDoubled = flags[cell] === (needsQuotes | isQuoted);
    const text = hasDoubled
      ? Buffer.from(textAt(cells, cell))
      : bytes.subarray(starts[cell], ends[cell]);
    this.#reserve(text.length);
    this.#bytes.set(text, this.#used);
    this.#starts[number] = this.#used;
    this.#used += text.length;
    this.#ends[number] = this.#used;
  }

  #reserve(length: number): void {
    const most = this.#used + length;
    if (most <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, most, 1 << 10));
    this.#bytes.copy(grown, 0, 0, this.#used);
    this.#bytes = grown;
  }
}
