// Zero of each script whose digits stand in running text; its ten digits follow in a row. Spelled out,
// since `\p{Nd}` grows with the Unicode version of the runtime.
const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
  0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10,
];
const DIGITS = new Map(
  ZEROS.flatMap((zero) =>
    Array.from({ length: 10 }, (_, digit) => [String.fromCharCode(zero + digit), String(digit)]),
  ) as [string, string][],
);

/**
 * Writes decimal digits of other scripts (`۱۳۶۷`, `١٩٨٨`, `１９８８`) as ASCII; all else stays as it is.
 *
 * Every character keeps its UTF-16 offset.
 */
export function toAsciiDigits(text: string): string {
  return text.replace(/[\u0660-\uffff]/g, (character) => DIGITS.get(character) ?? character);
}
