/** How many values lie from `from` (included) up to `to` (not included). */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/**
 * Counts numbers in bins of one width while they stream by, whatever their range: when there are too many bins,
 * ten become one. Nothing is sampled; every number is in exactly one bin.
 */
export class NumberCounter {
  readonly #most: number;
  #bins = new Map<number, number>();
  #least = Number.POSITIVE_INFINITY;
  #greatest = Number.NEGATIVE_INFINITY;
  /** A bin is ten to this power wide. */
  #power: number;

  /** @param power of ten of the finest bins: 0 for whole numbers */
  constructor(power: number, most = 1000) {
    this.#power = power;
    this.#most = most;
  }

  add(value: number): void {
    // Finer bins than a number has digits would say nothing, and their numbers would not be exact.
    while (Math.abs(value) / 10 ** this.#power > mostExact) this.#coarsen();
    const bin = binOf(value, this.#power);
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + 1);
    this.#least = Math.min(this.#least, bin);
    this.#greatest = Math.max(this.#greatest, bin);
    while (this.#greatest - this.#least >= this.#most) this.#coarsen();
  }

  /** The bins in order, empty ones between them too, at most `most` and each 1, 2 or 5 times a power of ten wide. */
  bins(most: number): readonly Bin[] {
    if (this.#bins.size === 0) return [];
    const factor = widths.find((width) => this.#span(width) <= most) ?? 1000;
    const counts = new Map<number, number>();
    for (const [bin, count] of this.#bins) addTo(counts, Math.floor(bin / factor), count);
    const first = Math.floor(this.#least / factor);
    return Array.from({ length: this.#span(factor) }, (_, index) => ({
      from: edge((first + index) * factor, this.#power),
      to: edge((first + index + 1) * factor, this.#power),
      count: counts.get(first + index) ?? 0,
    }));
  }

  #span(factor: number): number {
    return Math.floor(this.#greatest / factor) - Math.floor(this.#least / factor) + 1;
  }

  #coarsen(): void {
    const coarser = new Map<number, number>();
    for (const [bin, count] of this.#bins) addTo(coarser, Math.floor(bin / 10), count);
    this.#bins = coarser;
    this.#least = Math.floor(this.#least / 10);
    this.#greatest = Math.floor(this.#greatest / 10);
    this.#power += 1;
  }
}

const mostExact = 1e15;
const widths = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

// Rounded first, since 0.29 * 100 is a hair under 29 and would end up in the bin below.
const binOf = (value: number, power: number): number =>
  Math.floor(Number((power <= 0 ? value * 10 ** -power : value / 10 ** power).toPrecision(12)));

const edge = (bin: number, power: number): number =>
  power <= 0 ? bin / 10 ** -power : bin * 10 ** power;

function addTo(counts: Map<number, number>, bin: number, count: number): void {
  counts.set(bin, (counts.get(bin) ?? 0) + count);
}
