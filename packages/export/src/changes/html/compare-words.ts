import { diffArrays } from "diff/lib/diff/array.js";

/** A stretch of words of one text: as in the other, in this one alone, or left out because both have it. */
export interface Words {
  readonly kind: "same" | "own" | "gap";
  readonly text: string;
}

/** Two texts, word by word. */
export interface ComparedWords {
  readonly before: readonly Words[];
  readonly after: readonly Words[];
}

/**
 * Finds the words that two texts do not share.
 *
 * Long stretches that both have give way to a gap. Texts with little in common are told as wholly different.
 */
export function compareWords(before: string, after: string): ComparedWords {
  if (before.length + after.length > mostCharacters) return whole(before, after);
  const changes = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: mostEdits });
  if (changes === undefined) return whole(before, after);
  const kept = changes.filter(({ added, removed }) => !added && !removed);
  const shared = lettersIn(kept.flatMap(({ value }) => value).join(""));
  // A few words that happen to be in both make nothing clearer.
  if (shared * 4 < Math.min(lettersIn(before), lettersIn(after))) return whole(before, after);
  const last = changes.length - 1;
  const sides = { before: [] as Words[], after: [] as Words[] };
  for (const [at, { added, removed, value }] of changes.entries()) {
    if (removed) sides.before.push({ kind: "own", text: value.join("") });
    else if (added) sides.after.push({ kind: "own", text: value.join("") });
    else {
      const shortened = shorten(value, at === 0, at === last);
      sides.before.push(...shortened);
      sides.after.push(...shortened);
    }
  }
  return sides;
}

// Beyond that many words, looking for the shortest way takes long and shows nothing.
const mostEdits = 300;
// Of both texts together: more of them is shown by its beginning anyway.
const mostCharacters = 100_000;
// Of words and spaces between two changes; those around a gap that stay.
const longestSame = 80;
const around = 24;

const whole = (before: string, after: string): ComparedWords => ({
  before: before === "" ? [] : [{ kind: "own", text: before }],
  after: after === "" ? [] : [{ kind: "own", text: after }],
});

const lettersIn = (text: string): number => text.replace(/\s+/g, "").length;

/** Runs of letters and digits, and whatever stands between them, piece by piece. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+|\s+|[\s\S]/gu) ?? [];

function shorten(words: readonly string[], isFirst: boolean, isLast: boolean): readonly Words[] {
  if (words.length <= longestSame) return [{ kind: "same", text: words.join("") }];
  const head = isFirst ? 0 : around;
  const tail = isLast ? 0 : around;
  const parts: readonly Words[] = [
    { kind: "same", text: words.slice(0, head).join("") },
    { kind: "gap", text: words.slice(head, words.length - tail).join("") },
    { kind: "same", text: words.slice(words.length - tail).join("") },
  ];
  return parts.filter(({ text }) => text !== "");
}
