/** Nine in ten, and at least one. */
export const isMostly = ({ equal, of }: { equal: number; of: number }): boolean =>
  equal > 0 && equal * 10 >= of * 9;

/** The pairs whose two ends occur in no other pair: what is ambiguous is not guessed. */
export function onlyPairs<Pair extends { readonly from: string; readonly to: string }>(
  pairs: readonly Pair[],
): readonly Pair[] {
  return pairs.filter(
    ({ from, to }) =>
      pairs.filter((other) => other.from === from).length === 1 &&
      pairs.filter((other) => other.to === to).length === 1,
  );
}
