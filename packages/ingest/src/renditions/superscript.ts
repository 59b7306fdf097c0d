const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Raises digits: the mark of a footnote must not become part of the year or figure before it. */
export const raiseDigits = (text: string): string =>
  text.replaceAll(/[0-9]/g, (digit) => SUPERSCRIPT[Number(digit)] ?? digit);
