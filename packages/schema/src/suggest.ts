import { distance } from "fastest-levenshtein";
import { compareText } from "./compare-text.ts";

/**
 * Finds the word that was probably meant, if any is near enough; of equals, the first in code-unit order. One
 * that differs in small and capital letters alone is near, however short it is.
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
    const steps = distance(lower, candidate);
    if (steps > fewest || (steps === fewest && compareText(candidate, found ?? "") >= 0)) continue;
    found = candidate;
    fewest = steps;
  }
  return found;
}
