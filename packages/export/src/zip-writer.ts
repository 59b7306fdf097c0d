import { once } from "node:events";
import { Readable } from "node:stream";
import type { ZipArchive } from "archiver";
import type { BlockStore, DeflatedFile } from "./block-deflate.ts";
import { followBytes } from "./follow.ts";
import type { Content } from "./release-plan.ts";
import { deflateOnAllCores } from "./zip-engine.ts";

/** A file to put into an archive under its path. */
export interface ZipSource {
  readonly path: string;
  read(): AsyncIterable<Uint8Array>;
  /** What `read` would give, deflated at `zipLevel`: then it need not be read. */
  readonly deflated?: DeflatedFile | undefined;
}

export interface ZipOptions {
  /** Only saves time. */
  readonly store?: BlockStore | undefined;
  /** Told how much of a file has been taken in; what it throws ends the zip. */
  readonly onBytes?: (path: string, bytes: number) => void;
}

/**
 * Yields a zip of the files, in code-unit order of their paths.
 *
 * The bytes depend on the files and on the zlib of the runtime, and on nothing else.
 */
export async function* formatZip(
  sources: readonly ZipSource[],
  { store, onBytes = () => {} }: ZipOptions = {},
): Content {
  if (sources.length > mostEntries) throw new Error(`A zip holds ${mostEntries} files at most`);
  const { ZipArchive } = await loadZip();
  const archive = new ZipArchive({ zlib: { level: zipLevel } });
  const files = new Map(
    sources.flatMap(({ path, deflated }) => (deflated ? [[path, deflated]] : [])),
  );
  const takesDeflated = deflateOnAllCores(archive, zipLevel, { files, blocks: store });
  // The library finalises an archive although a file is missing from it, and calls that a warning.
  archive.on("warning", (warning) => archive.destroy(warning));
  const stop = new AbortController();
  appendAll(archive, sources, { takesDeflated, onBytes, signal: stop.signal }).catch(
    (error: Error) => archive.destroy(error),
  );
  try {
    for await (const chunk of archive) yield chunk;
  } finally {
    stop.abort();
  }
  return undefined;
}

/** Loads the library, which takes longer than most commands run. */
export const loadZip = (): Promise<typeof import("archiver")> => import("archiver");

/** The level of zlib. */
export const zipLevel = 6;

// With one more, the count in the end record would mean "see the ZIP64 record" to some readers.
const mostEntries = 65_534;

// Given always: the library's defaults are the present moment and the mode of a file on disk.
const entryFacts = { date: new Date(Date.UTC(1980, 0, 1)), mode: 0o644 } as const;

async function appendAll(
  archive: ZipArchive,
  sources: readonly ZipSource[],
  {
    takesDeflated,
    onBytes,
    signal,
  }: Required<Pick<ZipOptions, "onBytes">> & {
    readonly takesDeflated: boolean;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  // One at a time: the order is ours, and only one file is open.
  const append = async (content: Readable | Buffer, path: string): Promise<void> => {
    const done = once(archive, "entry", { signal });
    archive.append(content, { name: path, ...entryFacts });
    await done;
  };
  for (const { path, read, deflated } of sources.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    if (deflated && takesDeflated) {
      await append(deflated.deflated, path);
      onBytes(path, deflated.bytes);
      continue;
    }
    const blocks = followBytes(read(), (bytes) => onBytes(path, bytes));
    const source = Readable.from(blocks, { objectMode: false });
    source.once("error", (error) => archive.destroy(error));
    try {
      await append(source, path);
    } finally {
      source.destroy();
    }
  }
  await archive.finalize();
}
