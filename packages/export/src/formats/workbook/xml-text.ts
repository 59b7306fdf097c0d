/** Escapes text for an XML attribute or for XML outside of a workbook's cells. */
export function xmlText(text: string): string {
  return text.replace(/[&<>"\t\r\n]/g, (character) => entities[character] ?? character);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/**
 * Escapes text for a cell. What XML cannot hold, or would change, is written `_xHHHH_`; text that
 * already looks so has its first character written that way.
 *
 * @see ECMA-376 part 1, 22.9.2.19 (ST_Xstring)
 */
export function cellText(text: string): string {
  return text
    .replace(unsafeInCell, (character) => `_x${hex(character.charCodeAt(0))}_`)
    .replace(/[&<>]/g, (character) => entities[character] ?? character);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters it is about
const unsafeInCell = /_(?=x[0-9A-Fa-f]{4}_)|[\0-\x08\v\f\r\x0E-\x1F\uFFFE\uFFFF]/g;

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, "0");
