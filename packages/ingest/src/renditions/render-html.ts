import type { FormatCallback, HtmlToTextOptions } from "html-to-text";
import { raiseDigits } from "./superscript.ts";

/** Turns a page into its words: all that a reader sees, page furniture included, in the order of the page. */
export function renderHtml(
  html: string,
  { convert }: { convert: (html: string, options: HtmlToTextOptions) => string },
): string {
  return convert(html, OPTIONS);
}

const BLOCKS =
  "address,caption,center,dd,details,dialog,dl,dt,fieldset,figcaption,figure,hgroup,legend,search,summary";
const UNSEEN =
  "audio,canvas,datalist,hr,iframe,img,input,noscript,object,option,picture,select,template,textarea,title,video,[hidden]";

const raised: FormatCallback = (element, walk, builder) => {
  builder.pushWordTransform(raiseDigits);
  walk(element.children, builder);
  builder.popWordTransform();
};

/** A row takes a line, with a tab between its cells: tables that lay out a page stay readable, too. */
const row: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  const cells = element.children.filter(({ name }) => name === "td" || name === "th");
  for (const [index, cell] of cells.entries()) {
    if (index > 0) builder.addLiteral("\t");
    const [first, second] = cell.children;
    // Word puts a paragraph around the words of every cell.
    const isOne = first?.name === "p" && second === undefined;
    walk(isOne ? first.children : cell.children, builder);
  }
  builder.closeBlock({ trailingLineBreaks: 1 });
};

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  // Beside these, white space means something: a no-break space stays one.
  whitespaceCharacters: " \t\r\n\f",
  limits: { maxInputLength: Number.MAX_SAFE_INTEGER },
  formatters: { raised, row },
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "blockquote", format: "block" },
    { selector: "sup", format: "raised" },
    { selector: "table", format: "block" },
    { selector: "tr", format: "row" },
    { selector: "ul", options: { itemPrefix: "- " } },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
      selector,
      options: { uppercase: false, leadingLineBreaks: 2 },
    })),
    ...BLOCKS.split(",").map((selector) => ({
      selector,
      format: "block",
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
    })),
    ...UNSEEN.split(",").map((selector) => ({ selector, format: "skip" })),
  ],
};
