/**
 * Where normalised words first stand in a normalised text as words of their own: `Iran` is not in
 * `Iranian`, and `444` is not in `1,444`. Letters without case extend no word, since scripts that
 * have none write particles and names together.
 *
 * @returns -1 when they stand nowhere
 */
export function findWords(words: string, text: string, from = 0): number {
  for (let at = text.indexOf(words, from); at !== -1; at = text.indexOf(words, at + 1)) {
    if (!cutsWord(text, at, at + words.length)) return at;
  }
  return -1;
}

/** Whether a stretch of a normalised text starts or ends inside a word or a number. */
export function cutsWord(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - 2), from);
  const after = text.slice(to, to + 2);
  const first = text.slice(from, from + 1);
  const last = text.slice(to - 1, to);
  return (
    (isPart(first) && isPart(before.slice(-1))) ||
    (isPart(last) && isPart(after.slice(0, 1))) ||
    (isDigit(first) && /\p{Nd}[.,]$/u.test(before)) ||
    (isDigit(last) && /^[.,]\p{Nd}/u.test(after))
  );
}

const isPart = (unit: string) => /^[\p{Lu}\p{Ll}\p{Lt}\p{Nd}]$/u.test(unit);
const isDigit = (unit: string) => /^\p{Nd}$/u.test(unit);
