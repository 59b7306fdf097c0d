/** Where each word of a normalised text stands: what lies between two spaces, punctuation included. */
export type WordIndex = ReadonlyMap<string, readonly number[]>;

export function createWordIndex(text: string): WordIndex {
  const index = new Map<string, number[]>();
  let from = 0;
  while (from < text.length) {
    const space = text.indexOf(" ", from);
    const to = space === -1 ? text.length : space;
    const word = text.slice(from, to);
    const places = index.get(word);
    if (places === undefined) index.set(word, [from]);
    else places.push(from);
    from = to + 1;
  }
  return index;
}

/**
 * Where some words can stand in the text at all: wherever their rarest whole word does.
 *
 * @returns nothing when they hold no whole word, or only such as stand nearly everywhere
 */
export function findCandidates(index: WordIndex, words: string): number[] | undefined {
  let rarest: readonly number[] | undefined;
  let rarestAt = 0;
  // The first and the last word may be parts of longer ones.
  let from = words.indexOf(" ") + 1;
  for (let to = words.indexOf(" ", from); from > 0 && to !== -1; to = words.indexOf(" ", from)) {
    const places = index.get(words.slice(from, to)) ?? [];
    if (rarest === undefined || places.length < rarest.length) {
      rarest = places;
      rarestAt = from;
    }
    if (rarest.length === 0) return [];
    from = to + 1;
  }
  if (rarest === undefined || rarest.length > NEARLY_EVERYWHERE) return undefined;
  return rarest.flatMap((place) => (place < rarestAt ? [] : place - rarestAt));
}

// From here on, reading through the whole text is faster.
const NEARLY_EVERYWHERE = 4000;
