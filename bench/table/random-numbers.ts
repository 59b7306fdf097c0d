/** Numbers from 0 up to 1 that depend on an id and a seed alone: mulberry32, begun at a mix of both. */
export function randomNumbers(id: number, seed: number): () => number {
  let state = Math.imul(id, 0x9e37_79b1) ^ Math.imul(seed, 0x85eb_ca6b);
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
