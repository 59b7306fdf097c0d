/**
 * Whether a text repeats the same few letters so much that looking for many quotes in it takes for
 * ever: no search finds its way fast in a text such as `aaaa…`.
 *
 * @param searches how many there will be
 */
export function isTooRepetitive(text: string, searches: number): boolean {
  if (text.length * searches < MANY_STEPS) return false;
  const counts = new Uint32Array(1 << 16);
  let hash = 0;
  let most = 0;
  for (let at = 0; at < text.length; at += 1) {
    // Four letters of four bits each: enough to tell running text, whose most frequent four are rare.
    hash = ((hash << 4) ^ text.charCodeAt(at)) & 0xffff;
    const count = (counts[hash] ?? 0) + 1;
    counts[hash] = count;
    if (count > most) most = count;
  }
  return most > text.length / 5;
}

const MANY_STEPS = 200_000_000;
