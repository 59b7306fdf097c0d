/** A sentence as UTF-16 offsets, without the white space around it; end exclusive. */
export interface SentenceSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits running text into sentences, headings and captions, for people to look through.
 *
 * Own rules, so that the result is the same on every machine: a blank line always ends a sentence, a
 * line end does unless the next line goes on in lower case, and punctuation does before a capital,
 * unless it belongs to an abbreviation, an initial or an ellipsis between spaces.
 */
export function splitSentences(text: string): SentenceSpan[] {
  const sentences: SentenceSpan[] = [];
  let start = 0;
  const close = (end: number) => {
    const piece = text.slice(start, end);
    const from = start + (piece.length - piece.trimStart().length);
    const to = from + piece.trim().length;
    if (to > from) sentences.push({ start: from, end: to });
    start = end;
  };
  for (const { 0: stop, index } of text.matchAll(STOP)) {
    const end = index + stop.length;
    if (endsSentence(text, start, index, end)) close(end);
  }
  close(text.length);
  return sentences;
}

// Line ends; or punctuation with the quotation marks, brackets and footnote marks that go with it.
const STOP = /\r?\n|[。！？]+[」』）]*|[.!?…؟۔]+["'”’»)\]⁰¹²³⁴⁵⁶⁷⁸⁹]*(?:\[\d+\])?(?=\s)/gu;

function endsSentence(text: string, start: number, from: number, to: number): boolean {
  const stop = text.slice(from, to);
  const after = text.slice(to, to + 40);
  if (stop.endsWith("\n")) return !/^\p{Ll}/u.test(after);
  if (/^[。！？]/.test(stop)) return true;
  if (!/^\s+["'“‘«([¿¡*]*[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(after)) return /^\s*$/.test(after);
  const before = text.slice(Math.max(start, from - 40), from);
  if (/^(?:\.\.+|…)/.test(stop) && /(?:^|\s)$/.test(before)) return false;
  if (!stop.startsWith(".")) return true;
  if (/^\s*\p{N}+$/u.test(text.slice(start, from))) return false; // the number of a list
  const word = /[\p{L}\p{N}.’']*$/u.exec(before)?.[0] ?? "";
  const isInitial = /^(?:\p{Lu}\.)*\p{Lu}$/u.test(word);
  return !isInitial && !ABBREVIATIONS.has(word.toLowerCase());
}

const ABBREVIATIONS: ReadonlySet<string> = new Set(
  `mr mrs ms dr prof st rev hon gen col lt sgt capt gov sen rep pres jr sr
   jan feb mar apr jun jul aug sep sept oct nov dec
   no nos vol vols ed eds p pp ch art fig cf vs v al etc ca c approx
   i.e e.g n.d u.s.a inc ltd co corp dept est int’l int'l`.split(/\s+/),
);
