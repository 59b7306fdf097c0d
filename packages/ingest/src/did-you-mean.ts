import { closest } from "@sourcebook/schema";

/** `Did you mean "x"?`, or nothing when no known word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const meant = closest(word, known);
  return meant === undefined ? "" : `Did you mean "${meant}"?`;
}
