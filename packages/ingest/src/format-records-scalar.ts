/** How wide a line may get before a text is folded or a collection is written one entry a line. */
export const LINE_WIDTH = 140;

/** A text on one line: plain where every reader of YAML takes it for that text, else in quotes. */
export function formatText(value: string, isInFlow: boolean): string {
  if (isPlain(value, isInFlow)) return value;
  const isSimple = !NEEDS_ESCAPE.test(value);
  if (isSimple && /["\\]/.test(value) && !value.includes("'")) return `'${value}'`;
  const escaped = value
    .replaceAll(/["\\]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\t", "\\t")
    .replaceAll(NEEDS_ESCAPES, (unit) => `\\u${codeOf(unit)}`);
  return `"${escaped}"`;
}

/** A number as the record files write it: without quotes, though it is read as text. */
export const isNumber = (value: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value);

/**
 * The lines of a text in a folded block, broken between words; nothing for a text that would come
 * back changed: line ends, tabs, outer or double spaces and control characters are not folded.
 */
export function foldText(value: string, width: number): string[] | undefined {
  const words = value.split(" ");
  if (words.includes("") || NEEDS_ESCAPE.test(value) || /^\s|\s$/.test(value)) return undefined;
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

// Control characters, line ends of all kinds, and marks that one does not see.
const NEEDS_ESCAPE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\ufeff\ufffe\uffff]/u;
const NEEDS_ESCAPES = new RegExp(NEEDS_ESCAPE, "gu");
const codeOf = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(4, "0");

function isPlain(value: string, isInFlow: boolean): boolean {
  if (value === "" || value.trim() !== value || NEEDS_ESCAPE.test(value)) return false;
  if (/^[-?:,[\]{}#&*!|>'"%@`=]|^\.\.\.|^<<$/.test(value)) return false;
  if (/:(?:\s|$)|\s#/.test(value)) return false;
  if (isInFlow && /[,[\]{}]|:$/.test(value)) return false;
  return !TAKEN_FOR_ANOTHER_TYPE.test(value);
}

// What readers of YAML 1.1 or 1.2 that guess types would not take for text. Days are text in 1.2.
const TAKEN_FOR_ANOTHER_TYPE =
  /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?\.(?:inf|nan)|[-+]?(?:\d[\d_,]*)?\.?\d[\d_]*\.?(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+|0b[01]+|\d+(?::\d+)+(?:\.\d*)?)$/i;
