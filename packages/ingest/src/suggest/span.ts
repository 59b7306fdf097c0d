/** Something found in a text; `start` and `end` are UTF-16 offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** In the order of the text, without those that overlap an earlier or a longer one. */
export function withoutOverlaps<Found extends Span>(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const span of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}

/** Those that overlap none of the others. */
export function notIn<Found extends Span>(
  found: readonly Found[],
  others: readonly Span[],
): Found[] {
  const taken = withoutOverlaps(others);
  return found.filter(({ start, end }) => {
    let low = 0;
    let high = taken.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((taken[middle]?.end ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return (taken[low]?.start ?? Number.POSITIVE_INFINITY) >= end;
  });
}
