/** A list of whole numbers below 2³² that takes four bytes for each. */
export class GrowingNumbers {
  private numbers: Uint32Array<ArrayBuffer> = new Uint32Array(64);
  private count = 0;

  get length(): number {
    return this.count;
  }

  get last(): number {
    return this.at(this.count - 1);
  }

  at(index: number): number {
    return this.numbers[index] ?? 0;
  }

  push(value: number): void {
    if (this.count === this.numbers.length) {
      const grown = new Uint32Array(this.count * 2);
      grown.set(this.numbers);
      this.numbers = grown;
    }
    this.numbers[this.count] = value;
    this.count += 1;
  }

  /** Drops all but the first numbers. */
  cut(length: number): void {
    this.count = Math.min(length, this.count);
  }

  /** The numbers so far; to be read only, and only until the next one comes. */
  finish(): Uint32Array {
    return this.numbers.subarray(0, this.count);
  }
}
