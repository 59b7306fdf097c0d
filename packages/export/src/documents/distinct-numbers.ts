import { mostDistinct } from "@sourcebook/schema";

/** A set of numbers that is given up when they become too many to be counted. */
export class DistinctNumbers {
  /** Free where it is no number. */
  #slots: Float64Array = new Float64Array(1 << 6).fill(Number.NaN);
  #size = 0;

  get areTooMany(): boolean {
    return this.#size > mostDistinct;
  }

  add(value: number): void {
    if (this.areTooMany) return;
    const slot = this.#slotOf(value);
    // As in a `Set`, there is one zero.
    if (this.#slots[slot] === value) return;
    this.#slots[slot] = value;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#grow();
  }

  values(): readonly number[] {
    return [...this.#slots.filter((value) => !Number.isNaN(value))];
  }

  /** Where a number lies, or the free slot where it belongs. */
  #slotOf(value: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    asNumber[0] = value + 0;
    const bits = Math.imul((asBits[0] as number) ^ (asBits[1] as number), 0x9e37_79b1);
    let slot = (bits ^ (bits >>> 15)) & mask;
    while (!Number.isNaN(slots[slot] as number) && slots[slot] !== value) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Float64Array(before.length * 4).fill(Number.NaN);
    for (let slot = 0; slot < before.length; slot += 1) {
      const value = before[slot] as number;
      if (!Number.isNaN(value)) this.#slots[this.#slotOf(value)] = value;
    }
  }
}

// The same eight bytes, as a number and as bits.
const asNumber = new Float64Array(1);
const asBits = new Int32Array(asNumber.buffer);
