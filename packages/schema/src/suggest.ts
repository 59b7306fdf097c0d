import { distance } from "fastest-levenshtein";
import { compareText } from "./compare-text.ts";

/**
 * Finds the word that was probably meant, if any is near enough; of equals, the first in code-unit order. One
 * that differs in small and capital letters alone is near, however short it is; two letters that changed places are
 * one slip.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  // A third of the letters may differ: enough for two slips in `modality`, too little to join `date` and `value`.
  const reach = Math.floor(word.length / 3);
  if (word.length > 100) return undefined;
  const lower = word.toLowerCase();
  let found: string | undefined;
  let fewest = reach + 1;
  for (const candidate of candidates) {
    if (candidate !== word && candidate.toLowerCase() === lower) return candidate;
    if (reach === 0 || Math.abs(candidate.length - word.length) > reach) continue;
    const steps = isSwapped(lower, candidate) ? 1 : distance(lower, candidate);
    if (steps > fewest || (steps === fewest && compareText(candidate, found ?? "") >= 0)) continue;
    found = candidate;
    fewest = steps;
  }
  return found;
}

/** Whether two neighbours within a word changed places, and nothing else is different. */
function isSwapped(word: string, candidate: string): boolean {
  if (word.length !== candidate.length) return false;
  let at = 0;
  while (at < word.length && word[at] === candidate[at]) at += 1;
  return (
    at + 1 < word.length &&
    word[at] === candidate[at + 1] &&
    word[at + 1] === candidate[at] &&
    word.slice(at + 2) === candidate.slice(at + 2)
  );
}
