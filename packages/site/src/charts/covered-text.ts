import type { Source } from "../records/documentary.ts";

/** Stretches of a document, in code points from 0; ends exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Which parts of a document are quoted. Stretches of a kind do not overlap, and stand in order. */
export interface CoveredText {
  /** In code points; where the document is not at hand, at most a few more than it has. */
  readonly length: number;
  /** The words that claims rest on, */
  readonly quoted: readonly Stretch[];
  /** what is quoted around them and is in none of those, */
  readonly context: readonly Stretch[];
  /** and what was set aside or is a note, and is in none of both. */
  readonly aside: readonly Stretch[];
  /** Of the bytes of the document, which a release states: from 0 to 1. */
  readonly quotedShare: number;
  readonly contextShare: number;
  readonly asideShare: number;
}

export function coverText({ row, text, claims, passages, citations }: Source): CoveredText {
  const painter = new Painter();
  const quotes = claims.flatMap((claim) => claim.quotes);
  const contexts = claims.flatMap((claim) => claim.contexts);
  // The strongest last, since it covers what is under it.
  for (const { start, exact } of passages) painter.paint(start, exact, "aside");
  for (const { start, text: words } of citations) painter.paint(start, words, "aside");
  for (const { start, exact } of contexts) painter.paint(start, exact, "context");
  for (const { start, exact } of quotes) painter.paint(start, exact, "quoted");
  const share = (kind: Kind): number => (row.bytes === 0 ? 0 : painter.bytes(kind) / row.bytes);
  return {
    // What is not quoted has at most as many code points as bytes.
    length: text === undefined ? row.bytes - painter.surplus() : [...text].length,
    quoted: painter.stretches("quoted"),
    context: painter.stretches("context"),
    aside: painter.stretches("aside"),
    quotedShare: share("quoted"),
    contextShare: share("context"),
    asideShare: share("aside"),
  };
}

type Kind = "quoted" | "context" | "aside";

/** Keeps for each code point what it is, and how many bytes it has. */
class Painter {
  readonly #points: ({ readonly kind: Kind; readonly bytes: number } | undefined)[] = [];

  paint(start: number, words: string, kind: Kind): void {
    let place = start;
    for (const character of words) {
      this.#points[place] = { kind, bytes: utf8Length(character) };
      place += 1;
    }
  }

  bytes(kind: Kind): number {
    return this.#points.reduce((sum, point) => sum + (point?.kind === kind ? point.bytes : 0), 0);
  }

  /** By how much the bytes of what is known are more than its code points. */
  surplus(): number {
    return this.#points.reduce((sum, point) => sum + (point ? point.bytes - 1 : 0), 0);
  }

  stretches(kind: Kind): readonly Stretch[] {
    const found: { start: number; end: number }[] = [];
    for (const [place, point] of this.#points.entries()) {
      if (point?.kind !== kind) continue;
      const last = found.at(-1);
      if (last?.end === place) last.end = place + 1;
      else found.push({ start: place, end: place + 1 });
    }
    return found;
  }
}

function utf8Length(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
