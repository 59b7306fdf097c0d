import type { EvidenceRow } from "@sourcebook/schema";

/** The words before and after a quote, as far as they may be shown; cut ends are marked with `…`. */
export interface WordsAround {
  readonly before: string;
  readonly after: string;
}

/**
 * @param span offsets in code points of the text
 * @param text the whole document, where its rights let it be passed on: then the paragraph is shown
 */
export function wordsAround(
  span: Pick<EvidenceRow, "exact" | "prefix" | "suffix" | "start" | "end">,
  text?: string,
): WordsAround {
  const points = text === undefined ? undefined : [...text];
  if (points?.slice(span.start, span.end).join("") === span.exact) {
    const before = points.slice(0, span.start).join("");
    const after = points.slice(span.end).join("");
    return {
      before: before.slice(Math.max(0, before.lastIndexOf("\n\n") + 2)),
      after: after.split("\n\n", 1)[0] ?? "",
    };
  }
  const { prefix = "", suffix = "" } = span;
  return {
    // Fewer than 32 code points mean that the document begins or ends there.
    before: [...prefix].length < contextPoints ? prefix : `…${fromWholeWord(prefix)}`,
    after: [...suffix].length < contextPoints ? suffix : `${toWholeWord(suffix)}…`,
  };
}

const contextPoints = 32;

// A word that was cut in two reads as another word.
const fromWholeWord = (words: string): string => words.replace(/^\S*(?=\s)/u, "");
const toWholeWord = (words: string): string => words.replace(/(?<=\s)\S*$/u, "");
