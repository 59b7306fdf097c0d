import { DamagedFile } from "./release-reader.ts";

/**
 * Yields the objects of a JSON array that is written one row a line, as `formatJson` does.
 *
 * @throws DamagedFile when it is written otherwise
 */
export async function* parseJsonRows(
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Readonly<Record<string, unknown>>, undefined> {
  let lineNumber = 0;
  let expected: "[" | "row" | "]" | "nothing" = "[";
  for await (const line of readLines(blocks)) {
    lineNumber += 1;
    if (expected === "[" && line === "[]") expected = "nothing";
    else if (expected === "[" && line === "[") expected = "row";
    else if (expected === "]" && line === "]") expected = "nothing";
    else if (expected === "row") {
      const isLast = !line.endsWith(",");
      yield parseRow(isLast ? line : line.slice(0, -1), lineNumber);
      expected = isLast ? "]" : "row";
    } else throw new DamagedFile(`is not written one row a line, at line ${lineNumber}`);
  }
  if (expected !== "nothing") throw new DamagedFile("ends before its list does");
  return undefined;
}

function parseRow(line: string, lineNumber: number): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch (error) {
    throw new DamagedFile(`is no JSON at line ${lineNumber}`, { cause: error });
  }
  throw new DamagedFile(`holds no row at line ${lineNumber}`);
}

/** The lines of a text, each ended by a line feed, also the last. */
async function* readLines(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let rest = "";
  for await (const block of blocks) {
    const lines = (rest + decode(decoder, block)).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > longestLine) throw new DamagedFile("holds a line that is far too long");
    yield* lines;
  }
  if (rest + decode(decoder) !== "") throw new DamagedFile("ends without a line end");
  return undefined;
}

const longestLine = 1 << 26;

function decode(decoder: InstanceType<typeof TextDecoder>, block?: Uint8Array): string {
  try {
    return block ? decoder.decode(block, { stream: true }) : decoder.decode();
  } catch (error) {
    throw new DamagedFile("is not UTF-8", { cause: error });
  }
}
