import { toAsciiDigits } from "./digits.ts";

/** A number as a text writes it; `start` and `end` are UTF-16 offsets, end exclusive. */
export interface FoundNumber {
  readonly value: number;
  readonly original: string;
  readonly start: number;
  readonly end: number;
}

/** A phrase about a number, with what was said beside it. */
export interface NumberPhrase {
  readonly original: string;
  /** Absent when the phrase names no number, or more than one. */
  readonly value?: number;
  /** The words that are not the number, such as `more than` or `names`, joined by single spaces. */
  readonly rest: string;
}

/**
 * Reads a phrase that holds one number, in digits or English words: `more than thirty thousand`.
 *
 * Vague counts (`several thousand`, `dozens of`) have no value: none was stated.
 */
export function parseNumberWords(text: string): NumberPhrase {
  const [found, another] = findNumbers(text);
  if (found === undefined || another !== undefined) return { original: text, rest: words(text) };
  const rest = words(`${text.slice(0, found.start)} ${text.slice(found.end)}`);
  return { original: text, value: found.value, rest };
}

/**
 * Finds every number a text states, in digits or English words, in order.
 *
 * Years written as two numbers (`nineteen eighty-eight`) come back as two, ordinals and digits stuck
 * to letters (`1980s`, `2nd`, `30k`) not at all: reading them would be a guess.
 */
export function findNumbers(text: string): readonly FoundNumber[] {
  const tokens = tokenise(text);
  const found: FoundNumber[] = [];
  let at = 0;
  while (at < tokens.length) {
    const read = isVague(tokens, at) ? undefined : readNumber(tokens, at);
    if (read === undefined) {
      at += vagueLength(tokens, at);
      continue;
    }
    const start = tokens[at]?.start ?? 0;
    const end = tokens[read.next - 1]?.end ?? start;
    found.push({ value: read.value, original: text.slice(start, end), start, end });
    at = read.next;
  }
  return found;
}

interface Token {
  /** Lower case, or the digits in ASCII without separators of thousands. */
  readonly word: string;
  readonly isDigits: boolean;
  readonly start: number;
  readonly end: number;
  /** Whether only white space or a hyphen stands between this token and the one before. */
  readonly isJoined: boolean;
}

type Read = { readonly value: number; readonly next: number };

const SMALL = new Map(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
   sixteen seventeen eighteen nineteen`
    .split(/\s+/)
    .map((word, value) => [word, value]),
);
const TENS = new Map(
  "twenty thirty forty fifty sixty seventy eighty ninety"
    .split(" ")
    .map((word, index) => [word, (index + 2) * 10]),
);
/** Powers of ten, so that `2.3 million` is shifted and never multiplied into a rounding error. */
const SCALES = new Map([
  ["thousand", 3],
  ["million", 6],
  ["billion", 9],
  ["trillion", 12],
]);
const VAGUE = new Set(["several", "few", "many", "couple", "countless", "umpteen"]);
const PLURALS = new Set(
  "dozens scores hundreds thousands millions billions trillions tens".split(" "),
);

// `1,5` and `1.2.3` are no English numbers: the look-arounds leave them out whole.
const TOKEN =
  /(?<![\p{L}\p{N}]|\d[.,٫٬])(?:\d{1,3}(?:[,٬\u00a0\u2009\u202f]\d{3})+|\d+)(?:[.٫]\d+)?(?![\p{L}\d]|[.,٫٬]\d)|[A-Za-z]+/gu;

function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let previousEnd = 0;
  for (const { 0: match, index } of toAsciiDigits(text).matchAll(TOKEN)) {
    const isDigits = !/[A-Za-z]/.test(match);
    const end = index + match.length;
    const isJoined =
      tokens.length > 0 && /^(?:\s+|\s*[-‐‑]\s*)$/.test(text.slice(previousEnd, index));
    const plain = match.replace(/[,٬\u00a0\u2009\u202f]/g, "").replace("٫", ".");
    tokens.push({
      word: isDigits ? plain : match.toLowerCase(),
      isDigits,
      start: index,
      end,
      isJoined,
    });
    previousEnd = end;
  }
  return tokens;
}

/** Whether the number words from here only say that there are many: `several thousand`, `dozens`. */
function isVague(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.word ?? "";
  return VAGUE.has(word) || PLURALS.has(word);
}

/** How many tokens to step over where no number begins; a vague count takes its multipliers along. */
function vagueLength(tokens: readonly Token[], at: number): number {
  if (!isVague(tokens, at)) return 1;
  let next = at + 1;
  if (tokens[next]?.word === "of") next += 1;
  while (isMultiplier(tokens[next]) || PLURALS.has(tokens[next]?.word ?? "")) next += 1;
  return next - at;
}

const isMultiplier = (token: Token | undefined): boolean =>
  token !== undefined &&
  (token.word === "hundred" || token.word === "dozen" || SCALES.has(token.word));

function readNumber(tokens: readonly Token[], at: number): Read | undefined {
  return readFraction(tokens, at) ?? readDigits(tokens, at) ?? readWords(tokens, at);
}

/** `half a million`, `a quarter of a million`. */
function readFraction(tokens: readonly Token[], at: number): Read | undefined {
  let next = at;
  if (tokens[next]?.word === "a" && joinedWord(tokens, next + 1) === "quarter") next += 1;
  const part = tokens[next]?.word === "half" ? 0.5 : tokens[next]?.word === "quarter" ? 0.25 : 0;
  if (part === 0) return undefined;
  next += 1;
  if (joinedWord(tokens, next) === "of") next += 1;
  if (joinedWord(tokens, next) !== "a") return undefined;
  next += 1;
  const multiplier = joinedWord(tokens, next);
  const whole = multiplier === "dozen" ? 12 : 10 ** (SCALES.get(multiplier) ?? 0);
  return whole === 1 ? undefined : { value: part * whole, next: next + 1 };
}

/** `30,000`, `1.5 million`, `30 thousand`, `3 dozen`. */
function readDigits(tokens: readonly Token[], at: number): Read | undefined {
  const token = tokens[at];
  if (!token?.isDigits) return undefined;
  const multiplier = joinedWord(tokens, at + 1);
  const scale = multiplier === "hundred" ? 2 : SCALES.get(multiplier);
  if (scale !== undefined) return { value: Number(`${token.word}e${scale}`), next: at + 2 };
  if (multiplier === "dozen") return { value: Number(token.word) * 12, next: at + 2 };
  return { value: Number(token.word), next: at + 1 };
}

/** `one hundred and twenty-five thousand`, `a thousand`, `two and a half million`. */
function readWords(tokens: readonly Token[], at: number): Read | undefined {
  let total = 0;
  let next = at;
  let lastScale = Number.POSITIVE_INFINITY;
  while (next < tokens.length) {
    const joins = next > at && total > 0 && joinedWord(tokens, next) === "and" ? 1 : 0;
    if (next > at && !tokens[next]?.isJoined) break;
    const group = readGroup(tokens, next + joins, next === at);
    if (group === undefined) break;
    const scale = SCALES.get(joinedWord(tokens, group.next)) ?? 0;
    if (scale >= lastScale) break;
    total += group.value * 10 ** scale;
    next = group.next + (scale > 0 ? 1 : 0);
    lastScale = scale;
    if (scale === 0) break;
  }
  return next === at ? undefined : { value: total, next };
}

/** Up to 999, or a dozen: what a scale such as `thousand` multiplies. */
function readGroup(tokens: readonly Token[], at: number, isFirst: boolean): Read | undefined {
  const first = tokens[at]?.word ?? "";
  if (!isFirst && !tokens[at]?.isJoined) return undefined;
  if (first === "a" || first === "an") {
    // An article counts as one only before a multiplier: `a thousand`, but not `a prisoner`.
    const following = joinedWord(tokens, at + 1);
    if (!isFirst || following === "" || !isMultiplier(tokens[at + 1])) return undefined;
    if (following === "dozen") return { value: 12, next: at + 2 };
    return following === "hundred"
      ? addTail(tokens, { value: 100, next: at + 2 })
      : { value: 1, next: at + 1 };
  }
  const count = readBelowHundred(tokens, at);
  if (count === undefined) return undefined;
  const following = joinedWord(tokens, count.next);
  if (following === "dozen") return { value: count.value * 12, next: count.next + 1 };
  if (following === "hundred" && count.value < 100) {
    return addTail(tokens, { value: count.value * 100, next: count.next + 1 });
  }
  if (following === "and" && wordsAt(tokens, count.next + 1, 2) === "a half") {
    return { value: count.value + 0.5, next: count.next + 3 };
  }
  return count;
}

/** What may follow `hundred`: `and five`, `twenty-five`. */
function addTail(tokens: readonly Token[], hundreds: Read): Read {
  const joins = joinedWord(tokens, hundreds.next) === "and" ? 1 : 0;
  if (!tokens[hundreds.next + joins]?.isJoined) return hundreds;
  const tail = readBelowHundred(tokens, hundreds.next + joins);
  const isNext = tail === undefined || joinedWord(tokens, tail.next) === "hundred";
  return isNext ? hundreds : { value: hundreds.value + tail.value, next: tail.next };
}

function readBelowHundred(tokens: readonly Token[], at: number): Read | undefined {
  const word = tokens[at]?.word ?? "";
  const small = SMALL.get(word);
  if (small !== undefined) return { value: small, next: at + 1 };
  const tens = TENS.get(word);
  if (tens === undefined) return undefined;
  const unit = SMALL.get(joinedWord(tokens, at + 1)) ?? 0;
  return unit >= 1 && unit <= 9
    ? { value: tens + unit, next: at + 2 }
    : { value: tens, next: at + 1 };
}

const joinedWord = (tokens: readonly Token[], at: number): string =>
  tokens[at]?.isJoined ? tokens[at].word : "";

const wordsAt = (tokens: readonly Token[], at: number, count: number): string =>
  Array.from({ length: count }, (_, index) => joinedWord(tokens, at + index)).join(" ");

const words = (text: string): string => text.split(/\s+/).filter(Boolean).join(" ");
