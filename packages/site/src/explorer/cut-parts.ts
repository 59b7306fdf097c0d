import type { Part } from "./part.ts";

/** Rows as cells of canonical text, in batches. */
export type TextBatches = AsyncIterable<readonly (readonly string[])[]>;

/** A part has at most so many rows, */
export const rowsInPart = 5000;
/** and, unless one row alone is longer, so many characters. */
const charactersInPart = 1_000_000;

/** Cuts a table into parts of bounded size. The same rows give the same parts, however they are batched. */
export async function* cutParts(width: number, batches: TextBatches): AsyncGenerator<Part> {
  const empty = (): string[][] => Array.from({ length: width }, () => []);
  let part = empty();
  let rows = 0;
  let characters = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      let length = 0;
      for (const text of row) length += text.length + perCell;
      if (rows === rowsInPart || (rows > 0 && characters + length > charactersInPart)) {
        yield part;
        part = empty();
        rows = 0;
        characters = 0;
      }
      for (const [index, text] of row.entries()) part[index]?.push(text);
      rows += 1;
      characters += length;
    }
  }
  if (rows > 0) yield part;
}

// Quotation marks and a comma.
const perCell = 3;
