import { CellFault } from "./cell-fault.ts";

/**
 * Reads a list as a cell holds it: items with a separator between them, and those that hold the separator
 * or a quotation mark in quotation marks, as in CSV: `a;"b;c"`.
 *
 * @param separator `;` in Sourcebook's own files
 */
export function parseList(text: string, separator: string): readonly string[] | CellFault {
  if (!text.includes('"')) {
    const items = text.split(separator);
    return items.includes("") ? emptyItem : items;
  }
  const items: string[] = [];
  let at = 0;
  for (;;) {
    let end: number;
    if (text[at] === '"') {
      let item = "";
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote === -1) return malformed("A quotation mark opens an item and is never closed.");
        item += text.slice(from, quote);
        from = quote + 1;
        if (text[from] !== '"') break;
        item += '"';
        from += 1;
      }
      if (from < text.length && !text.startsWith(separator, from)) {
        return malformed("Text follows the closing quotation mark of an item.");
      }
      items.push(item);
      end = from;
    } else {
      const next = text.indexOf(separator, at);
      end = next === -1 ? text.length : next;
      const item = text.slice(at, end);
      if (item.includes('"')) return malformed("A quotation mark stands inside an item.");
      items.push(item);
    }
    if (end >= text.length) return items.includes("") ? emptyItem : items;
    at = end + separator.length;
  }
}

const malformed = (message: string): CellFault =>
  new CellFault(
    "list-malformed",
    message,
    'Put the item in quotation marks and double those inside it: `a;"say ""yes"""`.',
  );

const emptyItem: CellFault = new CellFault(
  "list-malformed",
  "An item of the list is empty.",
  "Remove the separator before or behind it.",
);
