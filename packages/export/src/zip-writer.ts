import { once } from "node:events";
import { Readable } from "node:stream";
import type { ZipArchive } from "archiver";
import type { BlockStore } from "./block-deflate.ts";
import type { Content } from "./release-plan.ts";
import { deflateOnAllCores } from "./zip-engine.ts";

/** A file to put into an archive under its path. */
export interface ZipSource {
  readonly path: string;
  read(): AsyncIterable<Uint8Array>;
}

/**
 * Yields a zip of the files, in code-unit order of their paths.
 *
 * The bytes depend on the files and on the zlib of the runtime, and on nothing else.
 *
 * @param store only saves time
 */
export async function* formatZip(sources: readonly ZipSource[], store?: BlockStore): Content {
  if (sources.length > mostEntries) throw new Error(`A zip holds ${mostEntries} files at most`);
  const { ZipArchive } = await loadZip();
  const archive = new ZipArchive({ zlib: { level: zipLevel } });
  deflateOnAllCores(archive, zipLevel, store);
  // The library finalises an archive although a file is missing from it, and calls that a warning.
  archive.on("warning", (warning) => archive.destroy(warning));
  const stop = new AbortController();
  appendAll(archive, sources, stop.signal).catch((error: Error) => archive.destroy(error));
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
  signal: AbortSignal,
): Promise<void> {
  for (const { path, read } of sources.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const source = Readable.from(read(), { objectMode: false });
    source.once("error", (error) => archive.destroy(error));
    try {
      // One at a time: the order is ours, and only one file is open.
      const done = once(archive, "entry", { signal });
      archive.append(source, { name: path, ...entryFacts });
      await done;
    } finally {
      source.destroy();
    }
  }
  await archive.finalize();
}
