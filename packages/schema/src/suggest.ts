import { distance } from "fastest-levenshtein";
import { compareText } from "./compare-text.ts";

/** Finds the word that was probably meant, if any is near enough; of equals, the first in code-unit order. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  // A third of the letters may differ: enough for two slips in `modality`, too little to join `date` and `value`.
  const reach = Math.floor(word.length / 3);
  if (word.length > 100) return undefined;
  return [...candidates]
    .map((candidate) => ({ candidate, steps: distance(word.toLowerCase(), candidate) }))
    .filter(({ steps }) => steps <= reach)
    .toSorted((a, b) => a.steps - b.steps || compareText(a.candidate, b.candidate))[0]?.candidate;
}
