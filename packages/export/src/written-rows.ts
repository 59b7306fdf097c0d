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

/** The same as a JSON array with one row a line, as `formatJson` writes it. */
export async function* writtenJson(written: WrittenRows, onRows?: (rows: number) => void): Content {
  if (written.rows === 0) {
    yield "[]\n";
    return 0;
  }
  yield "[\n";
  // No text in JSON holds a line end, and blocks are whole lines: each end but the last stands behind a comma.
  let isFirst = true;
  for await (const block of written.lines("jsonl", onRows)) {
    if (!isFirst) yield ",\n";
    isFirst = false;
    // A byte a character: no byte of another character looks like a line end.
    const lines = Buffer.from(block.buffer, block.byteOffset, block.length - 1).toString("latin1");
    yield Buffer.from(lines.replaceAll("\n", ",\n"), "latin1");
  }
  yield "\n]\n";
  return written.rows;
}
