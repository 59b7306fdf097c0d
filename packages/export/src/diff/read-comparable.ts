import { type Model, type Row, SourcebookError, type Table } from "@sourcebook/schema";
import { parseCsv } from "../parse-csv.ts";
import { type DescriptorFacts, parseDescriptor } from "../parse-descriptor.ts";
import { parseRow } from "../parse-row.ts";
import { readModel } from "../read-model.ts";
import { descriptorPath } from "../release-paths.ts";
import { DamagedFile, type ReleaseReader } from "../release-reader.ts";
import type { Comparable, ComparableTable } from "./release-diff.ts";

/**
 * Reads a release as one side of a diff; its rows are read when they are asked for, in batches.
 *
 * Hashes are not checked: that is what verifying is for.
 *
 * @throws SourcebookError `VERIFY_FAILED`, also while rows are read, for what no release of ours holds
 */
export async function readComparable(reader: ReleaseReader): Promise<Comparable> {
  const facts = await reading(descriptorPath, () => readDescriptor(reader));
  const { name, version, title, licence, sourcebook } = facts;
  if (name === undefined || version === undefined) {
    throw damaged(descriptorPath, "It does not say which release this is");
  }
  const about = {
    name: String(sourcebook?.model ?? "own"),
    version: String(sourcebook?.schemaVersion ?? "0.0"),
  };
  const { model } = await reading("schema", () => readModel(reader, about));
  const { description, homepage, keywords = [], contributors = [] } = facts;
  return {
    name,
    version,
    title: title ?? name,
    licence: licence ?? "",
    ...(description !== undefined && { description }),
    ...(homepage !== undefined && { homepage }),
    keywords,
    contributors,
    model,
    tables: tablesOf(reader, model, facts),
    files: facts.files.map(({ path, sha256, dialect }) => ({
      path,
      ...(sha256 !== undefined && { sha256 }),
      ...(dialect !== undefined && { dialect }),
    })),
  };
}

async function readDescriptor(reader: ReleaseReader): Promise<DescriptorFacts> {
  if (!reader.entries.some(({ path }) => path === descriptorPath)) {
    throw new DamagedFile("is missing: this is no release");
  }
  const blocks: Uint8Array[] = [];
  for await (const block of reader.read(descriptorPath)) blocks.push(block);
  const facts = parseDescriptor(Buffer.concat(blocks).toString());
  if (!facts) throw new DamagedFile("describes no resources");
  return facts;
}

function tablesOf(
  reader: ReleaseReader,
  { tables }: Model,
  { files }: DescriptorFacts,
): readonly ComparableTable[] {
  const rowsOf = new Map(files.map(({ path, rows }) => [path, rows]));
  return Object.values(tables).map((definition) => {
    const path = `data/${definition.name}.csv`;
    const rows = rowsOf.get(path);
    return {
      definition,
      ...(rows !== undefined && { rows }),
      batches: () => readRows(reader, definition, path),
      csv: () => readBytes(reader, path),
    };
  });
}

// Enough that the cost of a batch does not count, and few enough for a table of wide rows.
const rowsAtOnce = 1000;

/**
 * Yields the rows of a table as canonical CSV has them.
 *
 * @throws SourcebookError `VERIFY_FAILED` when the file is not what its definition says
 */
export async function* readRows(
  reader: ReleaseReader,
  definition: Table["definition"],
  path: string,
): AsyncGenerator<readonly Row[]> {
  const names = definition.fields.map(({ name }) => name);
  assertThere(reader, path);
  const records = parseCsv(reader.read(path));
  const next = () => reading(path, () => records.next());
  try {
    const header = (await next()).value;
    if (JSON.stringify(header) !== JSON.stringify(names)) {
      throw damaged(path, "Its header does not name the fields of its schema, in their order");
    }
    let batch: Row[] = [];
    let rowNumber = 0;
    for (let record = await next(); !record.done; record = await next()) {
      rowNumber += 1;
      const { row, faults } = parseRow(definition, record.value);
      if (faults[0] !== undefined) throw damaged(path, `Its row ${rowNumber}: ${faults[0]}`);
      batch.push(row);
      if (batch.length < rowsAtOnce) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  } finally {
    await records.return(undefined);
  }
}

/** The bytes of a table, each block good until the next one is asked for. */
async function* readBytes(reader: ReleaseReader, path: string): AsyncGenerator<Uint8Array> {
  assertThere(reader, path);
  const blocks = reader.read(path, { inPassing: true })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await reading(path, async () => await blocks.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await blocks.return?.();
  }
}

function assertThere(reader: ReleaseReader, path: string): void {
  if (reader.entries.some((entry) => entry.path === path)) return;
  throw damaged(path, "It is missing, though its schema is there");
}

async function reading<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    throw damaged(path, `The file ${error.message}`, error);
  }
}

const damaged = (path: string, what: string, cause?: unknown): SourcebookError =>
  new SourcebookError("VERIFY_FAILED", {
    what,
    where: { path },
    fix: "run `sourcebook verify` on the release, and fetch it again if it fails",
    ...(cause !== undefined && { cause }),
  });
