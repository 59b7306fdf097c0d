/** HTML that may stand in a page as it is. */
export class Markup {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

type Part = Markup | string | number | readonly Part[] | undefined | false;

/** Makes HTML of a template: what is filled in is text, unless it is markup already. */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.map((text, at) => text + filledIn(parts[at])).join(""));

/** A sentence of ours, whose names in backticks are set as code. */
export const sentenceOf = (text: string): Markup =>
  markup`${text
    .split(/(`[^`]+`)/)
    .map((part, at) =>
      at % 2 === 1 ? markup`<code>${part.slice(1, -1)}</code>` : markup`${part}`,
    )}`;

function filledIn(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Markup) return part.html;
  return typeof part === "object" ? part.map(filledIn).join("") : escaped(String(part));
}

/**
 * Text as it is, also inside the quotes of an attribute.
 *
 * Controls, which HTML cannot hold, stand as their pictures; marks that would turn the text beside them around, as
 * their numbers.
 */
const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .replace(/[\0-\x08\x0b-\x1f]/g, (character) =>
      String.fromCharCode(0x2400 + character.charCodeAt(0)),
    )
    .replace(/\x7f/g, "\u2421")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16)}`)
    .toWellFormed();
