/**
 * Counts the faults of a file by kind. The first thousand of a kind are told with place and value; a file of
 * a million tells no more by the rest, but would cost a thousand times the time and memory.
 */
export class FaultCounter {
  private readonly counts = new Map<string, number>();

  /** Counts a fault, and says whether it is one of the first of its kind. */
  describes(kind: string): boolean {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return count <= MOST_OF_A_KIND;
  }
}

const MOST_OF_A_KIND = 1000;
