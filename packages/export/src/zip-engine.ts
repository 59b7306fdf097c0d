import { Readable, Writable } from "node:stream";
import type { ZipArchive } from "archiver";
import { BlockDeflate, type BlockStore, type DeflatedFile } from "./block-deflate.ts";

/** An entry of an archive, as the library beneath archiver keeps it. */
interface EngineEntry {
  getName(): string;
  setCrc(crc32: number): void;
  setSize(bytes: number): void;
  setCompressedSize(bytes: number): void;
}

/** What archiver calls its engine: it has no public place to hand over entries that are deflated already. */
interface ZipEngine extends NodeJS.WritableStream {
  _smartStream(
    entry: EngineEntry,
    callback: (error: Error | null, entry: EngineEntry) => void,
  ): NodeJS.WritableStream;
  _afterAppend(entry: EngineEntry): void;
  getBytesWritten(): number;
}

/** What archiver is given in the place of a file: no less than a byte, so that it does not take it for empty. */
export const placeholder: Buffer = Buffer.of(0);

/** What an entry holds. */
export interface EntryContent {
  /** Each chunk is done with when the next one is asked for. */
  read(): AsyncIterable<Uint8Array>;
  /** What `read` would give, deflated at the same level: then it need not be read. */
  readonly deflated?: DeflatedFile | undefined;
}

/**
 * Lets the entries of an archive be deflated on several threads; archiver still writes all the rest. What they hold is
 * given here; archiver is given `placeholder` for each.
 *
 * This goes through two methods that archiver does not promise.
 *
 * @param contents by the names of entries
 * @param store blocks that need not be deflated again
 * @returns false when they are not there: then archiver deflates on one thread, as it does by itself
 * @see docs/decisions/0018-zip-on-all-cores.md
 */
export function deflateOnAllCores(
  archive: ZipArchive,
  level: number,
  contents: ReadonlyMap<string, EntryContent> = new Map(),
  store?: BlockStore,
): boolean {
  const engine = findEngine(archive);
  if (engine === undefined) return false;
  let current: Readable | undefined;
  archive.once("close", () => current?.destroy());
  engine._smartStream = (entry, callback) => {
    const content = contents.get(entry.getName());
    if (content === undefined) {
      archive.destroy(new Error(`There is no content for the entry ${entry.getName()}`));
      return nowhere();
    }
    const { chunks, facts } = deflateContent(content, level, store, engine.getBytesWritten());
    const stream = Readable.from(chunks, { objectMode: false });
    current = stream;
    stream.once("end", () => {
      const { crc32, bytes, deflatedBytes } = facts();
      entry.setCrc(crc32);
      entry.setSize(bytes);
      entry.setCompressedSize(deflatedBytes);
      engine._afterAppend(entry);
      callback(null, entry);
    });
    stream.once("error", (error) => archive.destroy(error));
    stream.pipe(engine, { end: false });
    return nowhere();
  };
  return true;
}

/** What becomes of the content of an entry, and what it came to, known at its end. */
interface Deflating {
  readonly chunks: Iterable<Buffer> | AsyncIterable<Buffer>;
  facts(): { readonly crc32: number; readonly bytes: number; readonly deflatedBytes: number };
}

function deflateContent(
  content: EntryContent,
  level: number,
  store: BlockStore | undefined,
  position: number,
): Deflating {
  const { deflated: file } = content;
  if (file) {
    const facts = { ...file, deflatedBytes: file.deflated.length };
    return { chunks: [file.deflated], facts: () => facts };
  }
  const deflate = new BlockDeflate(level, store, position);
  return { chunks: deflate.deflate(content.read()), facts: () => deflate };
}

/** Takes in what stands in the place of a file. */
const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

function findEngine(archive: ZipArchive): ZipEngine | undefined {
  const { _module } = archive as { _module?: { engine?: Partial<ZipEngine> } };
  const engine = _module?.engine;
  const isKnown =
    typeof engine?._smartStream === "function" &&
    typeof engine._afterAppend === "function" &&
    typeof engine.getBytesWritten === "function";
  return isKnown ? (engine as ZipEngine) : undefined;
}
