/**
 * Raised whenever a text could normalise to something else than before, since that changes which
 * quotes match. The rules are published in docs/decisions/0005-quote-matching.md.
 */
export const NORMALISER_VERSION = 1;

/** A text as quotes are matched against it, and the way back to the text as received. */
export interface NormalisedText {
  readonly text: string;
  /** For each UTF-16 unit of `text`, where the characters it stands for start in the raw text. */
  readonly starts: Uint32Array;
  /** Likewise where they end, exclusive. */
  readonly ends: Uint32Array;
}

/**
 * Normaliser v1: removes the differences that typing, copying and reflowing make, and no others.
 *
 * Runs of white space become one space; soft hyphens, zero-width spaces, joiners of words and byte
 * order marks go; typographic quotes, dashes and ellipses become ASCII; the rest is NFC. Never NFKC:
 * that turns `2017.¹⁷` into `2017.17`.
 */
export function normaliseText(raw: string): NormalisedText {
  const out = new Output(raw.length);
  let at = 0;
  while (at < raw.length) {
    const unit = raw.charCodeAt(at);
    if (unit < 0x80 && (at + 1 === raw.length || raw.charCodeAt(at + 1) < 0x80)) {
      if (unit === 0x20 || (unit >= 0x09 && unit <= 0x0d)) out.space(at, at + 1);
      else out.unit(unit, at, at + 1);
      at += 1;
      continue;
    }
    at = putCluster(raw, at, out);
  }
  return out.finish();
}

/** The normalised text alone, without white space at its ends: the form in which words are compared. */
export function normalise(raw: string): string {
  // Most quotes are ASCII but for typographic marks, so that white space is all else there is to do.
  const text = isAscii(raw) ? raw : raw.replaceAll(MARKS, foldMark);
  if (!isAscii(text)) return normaliseText(raw).text.trim();
  return text.replaceAll(/ *[\t-\r][\t-\r ]*| {2,}/g, " ").trim();
}

/** Whether a span of the normalised text stands for whole characters of the raw text. */
export function isAligned({ text, starts }: NormalisedText, from: number, to: number): boolean {
  return (
    (from === 0 || starts[from] !== starts[from - 1]) &&
    (to === text.length || starts[to] !== starts[to - 1])
  );
}

const DROPPED = new Set([0x00ad, 0x200b, 0x200c, 0x2060, 0xfeff]);

const FOLDED = new Map<number, string>([
  ...[0x2018, 0x2019, 0x201a, 0x201b, 0x2032].map((point) => [point, "'"] as const),
  ...[0x201c, 0x201d, 0x201e, 0x201f, 0x2033].map((point) => [point, '"'] as const),
  ...[0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212].map((point) => [point, "-"] as const),
  [0x2026, "..."],
]);

const MARKS = new RegExp(`[${String.fromCharCode(...FOLDED.keys())}]`, "g");
const foldMark = (mark: string): string => FOLDED.get(mark.charCodeAt(0)) ?? mark;
const isAscii = (text: string): boolean => !/[\u0080-\uffff]/.test(text);

/** The Unicode property White_Space, spelled out: `\s` would add U+FEFF, which is dropped. */
function isWhiteSpace(point: number): boolean {
  return (
    (point >= 0x09 && point <= 0x0d) ||
    point === 0x20 ||
    point === 0x85 ||
    point === 0xa0 ||
    point === 0x1680 ||
    (point >= 0x2000 && point <= 0x200a) ||
    point === 0x2028 ||
    point === 0x2029 ||
    point === 0x202f ||
    point === 0x205f ||
    point === 0x3000
  );
}

/** Whether NFC may join or reorder this code point with those before it. */
function continuesCluster(point: number): boolean {
  if (point < 0x300 || (point >= 0x2000 && point < 0x20d0)) return false;
  return /^[\p{M}\u1160-\u11ff\u{16d63}-\u{16d6a}]$/u.test(String.fromCodePoint(point));
}

/** Puts out one base character with all that follows it under NFC; returns where the next begins. */
function putCluster(raw: string, start: number, out: Output): number {
  const base = raw.codePointAt(start) ?? 0;
  let at = start + (base > 0xffff ? 2 : 1);
  if (DROPPED.has(base)) return at;
  if (isWhiteSpace(base)) {
    out.space(start, at);
    return at;
  }
  const folded = FOLDED.get(base);
  if (folded !== undefined) {
    for (let index = 0; index < folded.length; index += 1) {
      out.unit(folded.charCodeAt(index), start, at);
    }
    return at;
  }
  let cluster = String.fromCodePoint(base);
  let end = at;
  while (at < raw.length) {
    const point = raw.codePointAt(at) ?? 0;
    const next = at + (point > 0xffff ? 2 : 1);
    if (continuesCluster(point)) {
      cluster += String.fromCodePoint(point);
      end = next;
    } else if (!DROPPED.has(point)) {
      break;
    }
    at = next;
  }
  const composed = base < 0x80 && end === start + 1 ? cluster : cluster.normalize("NFC");
  for (let index = 0; index < composed.length; index += 1) {
    out.unit(composed.charCodeAt(index), start, end);
  }
  return at;
}

/** Growing arrays: a text of a megabyte is normalised in one pass without an object for each unit. */
class Output {
  private units: Uint16Array;
  private starts: Uint32Array;
  private ends: Uint32Array;
  private length = 0;

  constructor(capacity: number) {
    this.units = new Uint16Array(capacity + 16);
    this.starts = new Uint32Array(capacity + 16);
    this.ends = new Uint32Array(capacity + 16);
  }

  unit(value: number, start: number, end: number): void {
    if (this.length === this.units.length) this.grow();
    this.units[this.length] = value;
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.length += 1;
  }

  space(start: number, end: number): void {
    if (this.length > 0 && this.units[this.length - 1] === 0x20) this.ends[this.length - 1] = end;
    else this.unit(0x20, start, end);
  }

  finish(): NormalisedText {
    const parts: string[] = [];
    for (let at = 0; at < this.length; at += 8192) {
      const units = this.units.subarray(at, Math.min(at + 8192, this.length));
      // A spread would go through them one by one.
      parts.push(Reflect.apply(String.fromCharCode, String, units));
    }
    return {
      text: parts.join(""),
      starts: this.starts.slice(0, this.length),
      ends: this.ends.slice(0, this.length),
    };
  }

  private grow(): void {
    const capacity = this.units.length * 2;
    const units = new Uint16Array(capacity);
    const starts = new Uint32Array(capacity);
    const ends = new Uint32Array(capacity);
    units.set(this.units);
    starts.set(this.starts);
    ends.set(this.ends);
    this.units = units;
    this.starts = starts;
    this.ends = ends;
  }
}
