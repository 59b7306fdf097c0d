import { pipeline } from "node:stream";
import type { Options } from "csv-parse";
import { DamagedFile } from "./release-reader.ts";

/**
 * Yields the records of canonical CSV as text cells, the header first.
 *
 * @throws DamagedFile when the text is no CSV, or no UTF-8
 */
export async function* parseCsv(
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly string[], undefined> {
  const { CsvError, parse } = await import("csv-parse");
  const parser = parse(options);
  // The callback has nothing to do: an error of either end reaches the loop below.
  pipeline(assertUtf8(blocks), parser, () => {});
  try {
    for await (const record of parser) yield record as string[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DamagedFile(`is no CSV: ${error.message}`);
  }
  return undefined;
}

// Everything is off by which the library would guess, mend or leave out.
const options: Options = {
  bom: false,
  cast: false,
  columns: false,
  delimiter: ",",
  max_record_size: 1 << 26,
  record_delimiter: "\n",
  relax_column_count: true, // Counted by whoever knows the columns, with a better message.
  skip_empty_lines: false,
};

async function* assertUtf8(
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const block of blocks) {
    decode(() => decoder.decode(block, { stream: true }));
    yield block;
  }
  decode(() => decoder.decode());
  return undefined;
}

function decode(step: () => string): void {
  try {
    step();
  } catch (error) {
    throw new DamagedFile("is not UTF-8", { cause: error });
  }
}
