import type { WrittenRows } from "@sourcebook/schema";
import type { Content } from "./release-plan.ts";

/** A file of rows that were written while they were read. */
export async function* writtenRows(
  written: WrittenRows,
  form: string,
  {
    head,
    onRows,
  }: { readonly head?: string; readonly onRows?: ((rows: number) => void) | undefined } = {},
): Content {
  if (head !== undefined) yield head;
  yield* written.lines(form, onRows);
  return written.rows;
}

const itemEnd = ",\n";

/** The same as a JSON array with one row a line, as `formatJson` writes it. */
export async function* writtenJson(written: WrittenRows, onRows?: (rows: number) => void): Content {
  if (written.rows === 0) {
    yield "[]\n";
    return 0;
  }
  yield "[\n";
  // Behind the last item stands no comma, and which one is the last is known when no block follows.
  let isFirst = true;
  for await (const block of written.lines("jsonItems", onRows)) {
    if (!isFirst) yield itemEnd;
    isFirst = false;
    yield block.subarray(0, block.length - itemEnd.length);
  }
  yield "\n]\n";
  return written.rows;
}
