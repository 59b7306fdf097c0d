/**
 * Lays plain text out in one way: lines end with LF and without white space, one blank line at most stands
 * between others, and U+FFFD stands for what no text can hold.
 */
export function tidyText(text: string): string {
  const lines = text
    .replaceAll(/\r\n?|[\f\u2028]/g, "\n")
    .replaceAll("\u2029", "\n\n")
    .replaceAll(UNPRINTABLE, "\ufffd")
    .split("\n")
    .map((line) => line.trimEnd());
  const kept = lines.filter((line, at) => line !== "" || (at > 0 && lines[at - 1] !== ""));
  while (kept.at(-1) === "") kept.pop();
  return kept.length === 0 ? "" : `${kept.join("\n")}\n`;
}

// Controls beside the tab and the line end, halves of surrogate pairs, and what is no character.
const UNPRINTABLE = /(?![\t\n])\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}/gu;
