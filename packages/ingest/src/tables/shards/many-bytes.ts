import { GrowingNumbers } from "../growing-numbers.ts";

/** Stretches of bytes one behind the other, numbered in the order of their coming. */
export class ManyBytes {
  bytes: Buffer = Buffer.allocUnsafeSlow(1 << 16);
  /** How many bytes are used. */
  used = 0;
  private readonly endings = new GrowingNumbers();

  get count(): number {
    return this.endings.length;
  }

  startOf(number: number): number {
    return number === 0 ? 0 : this.endings.at(number - 1);
  }

  endOf(number: number): number {
    return this.endings.at(number);
  }

  lengthOf(number: number): number {
    return this.endOf(number) - this.startOf(number);
  }

  /** Sees to it that so many bytes have room behind the used ones. */
  reserve(length: number): void {
    const most = this.used + length;
    if (most <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, most));
    this.bytes.copy(grown, 0, 0, this.used);
    this.bytes = grown;
  }

  /** Ends a stretch that was written behind the used bytes. */
  endAt(end: number): void {
    this.used = end;
    this.endings.push(end);
  }

  addText(text: string): void {
    this.reserve(text.length * 3);
    this.endAt(this.used + this.bytes.write(text, this.used, "utf8"));
  }

  /** Adds stretches that lie one behind the other. */
  addAll(bytes: Uint8Array, ends: Uint32Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.used);
    for (let number = 0; number < ends.length; number += 1) {
      this.endings.push(this.used + (ends[number] as number));
    }
    this.used += bytes.length;
  }

  /** A stretch with a character for each of its bytes. */
  charactersOf(number: number): string {
    return this.bytes.toString("latin1", this.startOf(number), this.endOf(number));
  }

  /** Forgets all, and keeps the room. */
  clear(): void {
    this.used = 0;
    this.endings.cut(0);
  }
}
