import { PassThrough } from "node:stream";
import type { ZipArchive } from "archiver";
import { BlockDeflate, type BlockStore, type DeflatedFile } from "./block-deflate.ts";

/** An entry of an archive, as the library beneath archiver keeps it. */
interface EngineEntry {
  getName(): string;
  getMethod(): number;
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

const methodDeflated = 8;

/** What need not be deflated any more. */
export interface Deflated {
  /** By their names: of these entries archiver is given what is deflated already. */
  readonly files?: ReadonlyMap<string, DeflatedFile>;
  readonly blocks?: BlockStore | undefined;
}

/**
 * Lets the entries of an archive be deflated on several threads; archiver still writes all the rest.
 *
 * This goes through two methods that archiver does not promise.
 *
 * @returns false when they are not there: then archiver deflates on one thread, as it does by itself
 * @see docs/decisions/0018-zip-on-all-cores.md
 */
export function deflateOnAllCores(
  archive: ZipArchive,
  level: number,
  { files, blocks }: Deflated = {},
): boolean {
  const engine = findEngine(archive);
  if (engine === undefined) return false;
  const single = engine._smartStream.bind(engine);
  engine._smartStream = (entry, callback) => {
    if (entry.getMethod() !== methodDeflated) return single(entry, callback);
    const file = files?.get(entry.getName());
    const deflate = file
      ? new PassDeflated(file)
      : new BlockDeflate(level, blocks, engine.getBytesWritten());
    deflate.once("end", () => {
      entry.setCrc(deflate.crc32);
      entry.setSize(deflate.bytes);
      entry.setCompressedSize(deflate.deflatedBytes);
      engine._afterAppend(entry);
      callback(null, entry);
    });
    deflate.once("error", (error) => archive.destroy(error));
    deflate.pipe(engine, { end: false });
    return deflate;
  };
  return true;
}

/** Lets a file pass that is deflated already. */
class PassDeflated extends PassThrough {
  readonly crc32: number;
  readonly bytes: number;
  readonly deflatedBytes: number;

  constructor({ crc32, bytes, deflated }: DeflatedFile) {
    super();
    this.crc32 = crc32;
    this.bytes = bytes;
    this.deflatedBytes = deflated.length;
  }
}

function findEngine(archive: ZipArchive): ZipEngine | undefined {
  const { _module } = archive as { _module?: { engine?: Partial<ZipEngine> } };
  const engine = _module?.engine;
  const isKnown =
    typeof engine?._smartStream === "function" &&
    typeof engine._afterAppend === "function" &&
    typeof engine.getBytesWritten === "function";
  return isKnown ? (engine as ZipEngine) : undefined;
}
