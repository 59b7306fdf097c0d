import type { Field, Model, PlacedLines, WrittenRows } from "@sourcebook/schema";
import { csvToJsonLines } from "./csv-to-json-lines.ts";
import { hashBlocks } from "./disk.ts";
import { csvHeader } from "./format-csv.ts";
import { DamagedFile, type ReleaseReader } from "./release-reader.ts";
import { writtenJson } from "./written-rows.ts";

/** The tables of a release, each one file of canonical CSV, for whoever can prove that nothing is wrong with them. */
export interface ReleaseTables {
  readonly model: Model;
  readonly files: {
    readonly paths: readonly string[];
    /** In bytes. */
    readonly sizes: ReadonlyMap<string, number>;
    open(path: string): AsyncIterable<Uint8Array>;
  };
  readonly pathOf: (table: string) => string;
}

/**
 * Proves that all rows below the headers fit their schema, are canonical CSV and in the order of their keys, that
 * no key is given twice and all references hold.
 *
 * @returns how many rows each table has; nothing when it cannot be proved of one of them
 */
export type ProveTables = (
  tables: ReleaseTables,
) => Promise<ReadonlyMap<string, number> | undefined>;

/**
 * Proves the same of whole files, and of their JSON that it is made of the same rows.
 *
 * @param follow makes a reader that tells how far the tables are, from the beginning
 * @param hashes by path
 * @returns nothing when something may be wrong: then the tables are to be verified row by row, which says what
 */
export async function proveContent(
  follow: () => ReleaseReader,
  model: Model,
  hashes: ReadonlyMap<string, string>,
  prove: ProveTables,
): Promise<ReadonlyMap<string, number> | undefined> {
  const reader = follow();
  const sizes = new Map(reader.entries.map(({ path, bytes }) => [path, bytes]));
  const definitions = Object.values(model.tables);
  if (!definitions.every(({ name }) => sizes.has(csvPath(name)))) return undefined;
  const files = { paths: [...sizes.keys()], sizes, open: opener(reader) };
  try {
    const rows = await prove({ model, files, pathOf: csvPath });
    if (rows === undefined) return undefined;
    const open = opener(follow());
    for (const { name, fields } of definitions) {
      const csv = csvPath(name);
      const json = jsonPath(name);
      if (!(await beginsWith(open(csv), csvHeader(fields)))) return undefined;
      if (!sizes.has(json)) continue;
      const written = writtenIn(() => open(csv), fields, rows.get(name) ?? 0);
      const { sha256 } = await hashBlocks(bytesOf(writtenJson(written)));
      if (sha256 !== hashes.get(json)) return undefined;
    }
    return rows;
  } catch (error) {
    // Told by whoever verifies them row by row.
    if (error instanceof DamagedFile) return undefined;
    throw error;
  }
}

export const csvPath = (table: string): string => `data/${table}.csv`;
export const jsonPath = (table: string): string => `json/${table}.json`;

const opener = (reader: ReleaseReader) => (path: string) => reader.read(path, { inPassing: true });

async function beginsWith(blocks: AsyncIterable<Uint8Array>, head: string): Promise<boolean> {
  const wanted = Buffer.from(head);
  let at = 0;
  for await (const block of blocks) {
    const part = wanted.subarray(at, at + block.length);
    if (!part.equals(block.subarray(0, part.length))) return false;
    at += part.length;
    if (at === wanted.length) return true;
  }
  return false;
}

/** The rows of a file of which it is proved that it is canonical CSV. */
function writtenIn(
  open: () => AsyncIterable<Uint8Array>,
  fields: readonly Field[],
  rows: number,
): WrittenRows {
  return {
    rows,
    summaries: [],
    async *lines() {
      const toItems = csvToJsonLines(fields, true);
      for await (const records of placeRecords(open())) yield toItems(records);
    },
  };
}

/** The records below the header, as they lie in blocks. */
async function* placeRecords(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<PlacedLines> {
  let rest = Buffer.alloc(0);
  let isHeader = true;
  for await (const block of blocks) {
    const bytes = Buffer.concat([rest, block]);
    const ends = endsOfRecords(bytes);
    const starts = [0, ...ends.slice(0, -1)];
    rest = bytes.subarray(ends.at(-1) ?? 0);
    const first = isHeader && ends.length > 0 ? 1 : 0;
    if (first === 1) isHeader = false;
    if (ends.length === first) continue;
    const place = (numbers: readonly number[]) => Uint32Array.from(numbers.slice(first));
    yield { bytes, starts: place(starts), ends: place(ends) };
  }
}

function endsOfRecords(bytes: Uint8Array): readonly number[] {
  const ends: number[] = [];
  let isQuoted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === LF && !isQuoted) ends.push(at + 1);
  }
  return ends;
}

const QUOTE = 0x22;
const LF = 0x0a;

async function* bytesOf(content: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) yield typeof chunk === "string" ? Buffer.from(chunk) : chunk;
}
