import { once } from "node:events";
import { Readable } from "node:stream";
import type { ZipArchive } from "archiver";
import type { BlockStore } from "./block-deflate.ts";
import { followBytes } from "./follow.ts";
import type { Content } from "./release-plan.ts";
import { deflateOnAllCores, type EntryContent, placeholder } from "./zip-engine.ts";

/** A file to put into an archive under its path. */
export interface ZipSource extends EntryContent {
  readonly path: string;
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
  const files = sources
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((file) => ({
      ...file,
      read: () => followBytes(file.read(), (bytes) => onBytes(file.path, bytes)),
    }));
  const contents = new Map(files.map((file) => [file.path, file]));
  const isOurs = deflateOnAllCores(archive, zipLevel, contents, store);
  // The library finalises an archive although a file is missing from it, and calls that a warning.
  archive.on("warning", (warning) => archive.destroy(warning));
  const stop = new AbortController();
  const appending = appendAll(archive, files, { isOurs, onBytes, signal: stop.signal });
  appending.catch((error: Error) => archive.destroy(error));
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
  files: readonly ZipSource[],
  {
    isOurs,
    onBytes,
    signal,
  }: {
    readonly isOurs: boolean;
    readonly onBytes: (path: string, bytes: number) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  for (const { path, read, deflated } of files) {
    const content = isOurs ? placeholder : Readable.from(copies(read()), { objectMode: false });
    if (content instanceof Readable) content.once("error", (error) => archive.destroy(error));
    try {
      // One at a time: the order is ours, and only one file is open.
      const done = once(archive, "entry", { signal });
      archive.append(content, { name: path, ...entryFacts });
      await done;
      if (isOurs && deflated) onBytes(path, deflated.bytes);
    } finally {
      if (content instanceof Readable) content.destroy();
    }
  }
  await archive.finalize();
}

/** The same chunks in memory of their own: a stream asks for more than one at a time. */
async function* copies(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
