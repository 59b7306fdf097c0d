import { findNumbers } from "../normalise/number-words.ts";

/** Whether words can be read to state a number: in digits, in words, as an ordinal or as `both`. */
export function carriesNumber(words: string, value: number): boolean {
  const plain = words
    .replaceAll(/(\d)(?:st|nd|rd|th)\b/gi, "$1")
    .replaceAll(/\p{L}+/gu, (word) => OTHER_WORDS.get(word.toLowerCase()) ?? word);
  return [words, plain].some((text) => findNumbers(text).some((found) => found.value === value));
}

const OTHER_WORDS = new Map([
  ["single", "one"],
  ["once", "one"],
  ["twice", "two"],
  ["both", "two"],
  ["pair", "two"],
  ["couple", "two"],
  ["half", "0.5"],
  ...`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`
    .split(/\s+/)
    .map((word, index): [string, string] => [word, String(index + 1)]),
]);
