import type { Row } from "@sourcebook/schema";

/** Cuts rows into groups of `size` (the last may be smaller), however they were batched before. */
export async function* regroupRows(
  batches: AsyncIterable<readonly Row[]>,
  size: number,
): AsyncGenerator<readonly Row[]> {
  let group: Row[] = [];
  for await (const batch of batches) {
    for (const row of batch) {
      group.push(row);
      if (group.length === size) {
        yield group;
        group = [];
      }
    }
  }
  if (group.length > 0) yield group;
}
