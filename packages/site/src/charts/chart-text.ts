/** About how wide a letter of the chart's face is, in user units: enough to know what fits. */
const letterWidth = 6.6;

/** Bold letters are wider. */
const boldWidth = 7.6;

/** Text cut so that it fits a width, at the end of a word if there is one near. */
export function fitText(text: string, width: number, weight: "plain" | "bold" = "plain"): string {
  const letters = [...text];
  const most = Math.max(4, Math.floor(width / (weight === "bold" ? boldWidth : letterWidth)));
  if (letters.length <= most) return text;
  const cut = letters.slice(0, most - 1).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,;·]+$/u, "")}…`;
}

export const textWidth = (text: string): number => [...text].length * letterWidth;
