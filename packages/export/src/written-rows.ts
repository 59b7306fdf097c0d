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
  yield* written.lines(form);
  onRows?.(written.rows);
  return written.rows;
}

const LF = 0x0a;

/** The same as a JSON array with one row a line, as `formatJson` writes it. */
export async function* writtenJson(written: WrittenRows): Content {
  if (written.rows === 0) {
    yield "[]\n";
    return 0;
  }
  yield "[\n";
  // No text in JSON holds a line end: each ends a row, and all but the last stand behind a comma.
  let isBetween = false;
  for await (const block of written.lines("jsonl")) {
    if (isBetween) yield ",\n";
    isBetween = block.at(-1) === LF;
    const bytes = Buffer.from(block.buffer, block.byteOffset, block.length - (isBetween ? 1 : 0));
    // A byte a character: no byte of another character looks like a line end.
    yield Buffer.from(bytes.toString("latin1").replaceAll("\n", ",\n"), "latin1");
  }
  yield "\n]\n";
  return written.rows;
}
