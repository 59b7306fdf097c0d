// EDGE: disk. Opens an archive that may be hostile; nothing is ever unpacked.
import type { FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import {
  type Entry,
  fromRandomAccessReaderPromise,
  type LocalFileHeader,
  RandomAccessReader,
  type ZipFile,
} from "yauzl";
import { type ArchiveFault, type ArchiveMember, findArchiveFaults } from "./archive-faults.ts";
import { type Disk, readBlocks, withFile } from "./disk.ts";
import { DamagedFile, type ReleaseReader } from "./release-reader.ts";
import { isSystemError } from "./system-error.ts";
import { dataDescriptors, endRecords, type ZipDirectory } from "./zip-records.ts";

/** An archive as a release, or the reasons not to look into it. */
export type OpenedArchive =
  | { readonly reader: ReleaseReader; readonly faults: readonly [] }
  | { readonly reader: undefined; readonly faults: readonly ArchiveFault[] };

/**
 * Opens an archive if it is one that we could have written: every byte of it accounted for, every
 * name a plain path, both of its directories in agreement.
 */
export function openArchive(disk: Disk, path: string): Promise<OpenedArchive> {
  return withFile(disk, path, "r", async (file) => {
    try {
      const { members, faults } = await readDirectory(file);
      if (faults.length > 0) return { reader: undefined, faults };
      return { reader: archiveReader(disk, path, members), faults: [] };
    } catch (error) {
      if (!(error instanceof Error) || isSystemError(error)) throw error;
      return { reader: undefined, faults: [{ code: "archive-damaged", message: error.message }] };
    }
  });
}

function archiveReader(disk: Disk, path: string, members: readonly ArchiveMember[]): ReleaseReader {
  const byName = new Map(members.map((member) => [member.name, member]));
  return {
    entries: members
      .map(({ name, bytes }) => ({ path: name, kind: "file" as const, bytes }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    read(name) {
      const member = byName.get(name);
      if (member === undefined) throw new Error(`There is no ${name} in the archive`);
      return readMember(disk, path, member);
    },
  };
}

const mostEntries = 65_534;

async function readDirectory(
  file: FileHandle,
): Promise<{ members: readonly ArchiveMember[]; faults: readonly ArchiveFault[] }> {
  const { size } = await file.stat();
  const reader = new HandleReader(file);
  const zip = await fromRandomAccessReaderPromise(reader, size, {
    autoClose: false,
    decodeStrings: false,
  });
  if (zip.entryCount > mostEntries) throw new Error(`It lists ${zip.entryCount} entries`);
  const start = cursor(zip);
  const members: ArchiveMember[] = [];
  for await (const entry of zip.eachEntry()) members.push(await describeMember(reader, zip, entry));
  if (!(await endsAfter(reader, size, { start, end: cursor(zip), count: members.length }))) {
    throw new Error("Its end does not agree with its entries");
  }
  return { members, faults: findArchiveFaults(members, start) };
}

/**
 * Whether nothing but the end record follows the directory, and the record says what was read.
 *
 * Readers differ in which of its numbers they believe, so all must be right.
 */
async function endsAfter(
  reader: HandleReader,
  size: number,
  directory: ZipDirectory,
): Promise<boolean> {
  const longest = 98;
  const rest = size - directory.end;
  if (rest < 0 || rest > longest) return false;
  const found = await reader.bytesAt(directory.end, longest);
  return endRecords(directory).some((record) => record.equals(found));
}

/** Where the library reads next in the directory; its types call this number a boolean. */
const cursor = (zip: ZipFile): number => Number(zip.readEntryCursor);

async function describeMember(
  reader: HandleReader,
  zip: ZipFile,
  entry: Entry,
): Promise<ArchiveMember> {
  const local = await zip.readLocalFileHeaderPromise(entry, { minimal: false });
  const dataEnd = local.fileDataStart + entry.compressedSize;
  const describedLater = (local.generalPurposeBitFlag & 8) !== 0;
  const tail = describedLater ? await readDescriptor(reader, dataEnd, entry) : 0;
  return {
    name: entry.fileNameRaw.toString("latin1"),
    method: entry.compressionMethod,
    encrypted: entry.isEncrypted(),
    mode: entry.externalFileAttributes >>> 16,
    bytes: entry.uncompressedSize,
    compressedBytes: entry.compressedSize,
    crc32: entry.crc32,
    start: entry.relativeOffsetOfLocalHeader,
    dataStart: local.fileDataStart,
    end: dataEnd + (tail ?? 0),
    isConsistent: tail !== undefined && isSameEntry(local, entry, describedLater),
  };
}

/** Whether the header before the data says what the directory says, or leaves it to what follows. */
function isSameEntry(local: LocalFileHeader, entry: Entry, describedLater: boolean): boolean {
  const isSame = (here: number, there: number): boolean =>
    here === there || (describedLater && (here === 0 || here === 0xffffffff));
  return (
    local.fileName.equals(entry.fileNameRaw) &&
    local.compressionMethod === entry.compressionMethod &&
    local.generalPurposeBitFlag === entry.generalPurposeBitFlag &&
    isSame(local.crc32, entry.crc32) &&
    isSame(local.compressedSize, entry.compressedSize) &&
    isSame(local.uncompressedSize, entry.uncompressedSize)
  );
}

/** The length of the record behind the data, or `undefined` when it contradicts the directory. */
async function readDescriptor(
  reader: HandleReader,
  position: number,
  entry: Entry,
): Promise<number | undefined> {
  const found = await reader.bytesAt(position, 24);
  return dataDescriptors(entry).find((record) => record.equals(found.subarray(0, record.length)))
    ?.length;
}

async function* readMember(
  disk: Disk,
  path: string,
  member: ArchiveMember,
): AsyncGenerator<Uint8Array, undefined> {
  const { dataStart, compressedBytes } = member;
  const stored = readBlocks(disk, path, dataStart, dataStart + compressedBytes);
  let bytes = 0;
  let sum = 0;
  for await (const block of member.method === 0 ? stored : inflate(stored, member)) {
    bytes += block.length;
    if (bytes > member.bytes) break;
    sum = crc32(block, sum);
    yield block;
  }
  if (bytes !== member.bytes) throw new DamagedFile("is not as long as the archive declares");
  if (sum !== member.crc32)
    throw new DamagedFile("does not have the checksum that the archive declares");
  return undefined;
}

async function* inflate(
  stored: AsyncIterable<Uint8Array>,
  { bytes, compressedBytes }: ArchiveMember,
): AsyncGenerator<Uint8Array, undefined> {
  // No more memory than is declared: for many small members the garbage collector would run again and again.
  const chunkSize = Math.min(Math.max(bytes + 1, leastChunkBytes), mostChunkBytes);
  const inflater = createInflateRaw({ chunkSize });
  // The callback has nothing to do: an error of either end reaches the loop below.
  pipeline(stored, inflater, () => {});
  try {
    for await (const block of inflater) yield block;
  } catch (error) {
    if (!(error instanceof Error) || isSystemError(error)) throw error;
    throw new DamagedFile(`cannot be decompressed: ${error.message}`);
  }
  // The library stops at the end of the compressed data and ignores what follows it.
  if (inflater.bytesWritten !== compressedBytes) throw new DamagedFile("has bytes behind its data");
  return undefined;
}

const leastChunkBytes = 1 << 10;
const mostChunkBytes = 1 << 18;

/** Lets the zip library read through our file handle; it must not close it. */
class HandleReader extends RandomAccessReader {
  readonly #file: FileHandle;
  /** What was read last: records of small members lie side by side. */
  #window: Buffer = Buffer.alloc(0);
  #start = 0;

  constructor(file: FileHandle) {
    super();
    this.#file = file;
  }

  /** Reads so many bytes, or fewer where the file ends. */
  async bytesAt(position: number, length: number): Promise<Buffer> {
    if (position < this.#start || position + length > this.#start + this.#window.length) {
      const window = Buffer.allocUnsafe(Math.max(length, windowBytes));
      const { bytesRead } = await this.#file.read(window, 0, window.length, position);
      this.#window = window.subarray(0, bytesRead);
      this.#start = position;
    }
    const from = position - this.#start;
    return this.#window.subarray(from, from + length);
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.bytesAt(position, length).then(
      (bytes) => process.nextTick(callback, null, bytes.copy(buffer, offset)),
      (error: Error) => process.nextTick(callback, error),
    );
  }
}

const windowBytes = 1 << 15;
