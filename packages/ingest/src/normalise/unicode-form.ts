import type { Normalised } from "./normalised.ts";

/** A text in NFC, with the characters in it that nobody sees. */
export interface UnicodeForm extends Normalised {
  readonly value: string;
  /** Marks of direction, zero-width characters and soft hyphens, by their UTF-16 offset in `value`. */
  readonly invisible: readonly { readonly character: string; readonly offset: number }[];
}

/**
 * Composes characters (NFC), so that texts that look the same are the same. Never NFKC, which turns `2017.¹⁷`
 * into `2017.17`. Invisible characters stay, since scripts need some of them, and are listed.
 */
export function normaliseUnicode(text: string): UnicodeForm {
  const value = text.normalize("NFC");
  const invisible = Array.from(value.matchAll(INVISIBLE), ({ 0: character, index }) => ({
    character,
    offset: index,
  }));
  return { original: text, value, invisible };
}

const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
