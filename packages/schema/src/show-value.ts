const limit = 80;

/**
 * Shows a value of unknown origin on one line of a message: shortened to 80 code points, with control
 * characters, line ends, invisible and direction marks and lone surrogates escaped.
 */
export function showValue(value: unknown): string {
  const text = asText(value);
  if (plain.test(text)) return text;
  let shown = "";
  let count = 0;
  for (const character of text) {
    if (count === limit) return `${shown}…`;
    shown += hidden.test(character) ? escapeCharacter(character) : character;
    count += 1;
  }
  return shown;
}

// Nearly every value: short, and nothing in it that could be mistaken.
const plain = /^[ -~]{0,80}$/u;

// Lists stand as they do in a CSV cell. Anything deeper is no cell: its kind says enough.
const asText = (value: unknown): string =>
  Array.isArray(value) ? value.map(itemAsText).join(";") : itemAsText(value);

const itemAsText = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? Array.isArray(value)
      ? "[…]"
      : "{…}"
    : String(value);

// Other characters, lone surrogates included (C), line and paragraph ends (Zl, Zp), and spaces other than the plain one.
const hidden = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

const escapeCharacter = (character: string): string =>
  ({ "\n": "\\n", "\r": "\\r", "\t": "\\t" })[character] ??
  `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
