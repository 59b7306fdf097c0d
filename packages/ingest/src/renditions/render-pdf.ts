import type * as Unpdf from "unpdf";
import { raiseDigits } from "./superscript.ts";

/** Reads the words of a PDF, in the order in which it draws them; lines end where it ends them. */
export async function renderPdf(
  bytes: Uint8Array,
  { getDocumentProxy }: Pick<typeof Unpdf, "getDocumentProxy">,
): Promise<string> {
  const pdf = await getDocumentProxy(bytes, { verbosity: 0, stopAtErrors: false });
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(joinItems(items.flatMap((item) => ("str" in item ? [item] : []))));
    page.cleanup();
  }
  return pages.join("\n\n");
}

interface TextItem {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly height: number;
}

// Of the height of the words before it; a footnote mark is printed at 60 to 75 %.
const SMALL = 0.85;

function joinItems(items: readonly TextItem[]): string {
  let height = 0;
  return items
    .map((item) => {
      const isMark = /^\d{1,3}$/.test(item.str) && item.height < height * SMALL;
      if (!isMark && item.str.trim() !== "") height = item.height;
      return `${isMark ? raiseDigits(item.str) : item.str}${item.hasEOL ? "\n" : ""}`;
    })
    .join("");
}
