// EDGE: disk. Opens an archive that may be hostile; nothing is ever unpacked.
import type { FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import { type ArchiveFault, type ArchiveMember, findArchiveFaults } from "./archive-faults.ts";
import { type Disk, readBlocks } from "./disk.ts";
import { DamagedFile, type ReleaseReader } from "./release-reader.ts";

/** An archive as a release, or the reasons not to look into it. */
export type OpenedArchive =
  | { readonly reader: ReleaseReader; readonly faults: readonly [] }
  | { readonly reader: undefined; readonly faults: readonly ArchiveFault[] };

/**
 * Opens an archive if it is one that we could have written: every byte of it accounted for, every
 * name a plain path, both of its directories in agreement.
 */
export async function openArchive(disk: Disk, path: string): Promise<OpenedArchive> {
  const file = await disk.open(path, "r");
  try {
    const { members, faults } = await readDirectory(file);
    if (faults.length > 0) return { reader: undefined, faults };
    return { reader: archiveReader(disk, path, members), faults: [] };
  } catch (error) {
    if (!(error instanceof Error) || "syscall" in error) throw error;
    return { reader: undefined, faults: [{ code: "archive-damaged", message: error.message }] };
  } finally {
    await file.close();
  }
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
  const zip = await fromRandomAccessReaderPromise(new HandleReader(file), size, {
    autoClose: false,
    decodeStrings: false,
  });
  if (zip.entryCount > mostEntries) throw new Error(`It lists ${zip.entryCount} entries`);
  const start = cursor(zip);
  const members: ArchiveMember[] = [];
  for await (const entry of zip.eachEntry()) members.push(await describeMember(file, zip, entry));
  // Behind the entries nothing but the end record may follow, in its short or its long form.
  const isClosed = [22, 22 + 20 + 56].includes(size - cursor(zip)) && zip.comment.length === 0;
  if (!isClosed) throw new Error("It holds bytes that belong to nothing");
  return { members, faults: findArchiveFaults(members, start) };
}

/** Where the library reads next in the directory; its types call this number a boolean. */
const cursor = (zip: ZipFile): number => Number(zip.readEntryCursor);

async function describeMember(
  file: FileHandle,
  zip: ZipFile,
  entry: Entry,
): Promise<ArchiveMember> {
  const local = await zip.readLocalFileHeaderPromise(entry, { minimal: false });
  const dataEnd = local.fileDataStart + entry.compressedSize;
  const describedLater = (local.generalPurposeBitFlag & 8) !== 0;
  const tail = describedLater ? await readDescriptor(file, dataEnd, entry) : 0;
  const { crc32, compressedSize, uncompressedSize } = entry;
  return {
    name: entry.fileNameRaw.toString("latin1"),
    method: entry.compressionMethod,
    encrypted: entry.isEncrypted(),
    mode: entry.externalFileAttributes >>> 16,
    bytes: uncompressedSize,
    compressedBytes: compressedSize,
    crc32,
    start: entry.relativeOffsetOfLocalHeader,
    dataStart: local.fileDataStart,
    end: dataEnd + (tail ?? 0),
    isConsistent:
      local.fileName.equals(entry.fileNameRaw) &&
      local.compressionMethod === entry.compressionMethod &&
      local.generalPurposeBitFlag === entry.generalPurposeBitFlag &&
      (describedLater
        ? tail !== undefined
        : local.crc32 === crc32 &&
          local.compressedSize === compressedSize &&
          local.uncompressedSize === uncompressedSize),
  };
}

/** The length of the record behind the data, or `undefined` when it contradicts the directory. */
async function readDescriptor(
  file: FileHandle,
  position: number,
  { crc32, compressedSize, uncompressedSize }: Entry,
): Promise<number | undefined> {
  const { buffer } = await file.read(Buffer.alloc(24), 0, 24, position);
  const short = Buffer.alloc(16);
  const long = Buffer.alloc(24);
  for (const record of [short, long]) {
    record.writeUInt32LE(0x08074b50, 0);
    record.writeUInt32LE(crc32, 4);
  }
  short.writeUInt32LE(compressedSize >>> 0, 8);
  short.writeUInt32LE(uncompressedSize >>> 0, 12);
  long.writeBigUInt64LE(BigInt(compressedSize), 8);
  long.writeBigUInt64LE(BigInt(uncompressedSize), 16);
  return [long, short].find((record) => buffer.subarray(0, record.length).equals(record))?.length;
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
  for await (const block of member.method === 0 ? stored : inflate(stored, compressedBytes)) {
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
  compressedBytes: number,
): AsyncGenerator<Uint8Array, undefined> {
  const inflater = createInflateRaw();
  // The callback has nothing to do: an error of either end reaches the loop below.
  pipeline(stored, inflater, () => {});
  try {
    for await (const block of inflater) yield block;
  } catch (error) {
    if (!(error instanceof Error) || "syscall" in error) throw error;
    throw new DamagedFile(`cannot be decompressed: ${error.message}`);
  }
  // The library stops at the end of the compressed data and ignores what follows it.
  if (inflater.bytesWritten !== compressedBytes) throw new DamagedFile("has bytes behind its data");
  return undefined;
}

/** Lets the zip library read through our file handle; it must not close it. */
class HandleReader extends RandomAccessReader {
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    super();
    this.#file = file;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.#file.read(buffer, offset, length, position).then(
      ({ bytesRead }) => process.nextTick(callback, null, bytesRead),
      (error: Error) => process.nextTick(callback, error),
    );
  }
}
