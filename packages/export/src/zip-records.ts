/** The directory of an archive: where it begins and ends, and how many entries it has. */
export interface ZipDirectory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** What may follow the data of an entry whose header does not tell its sizes; the longer form first. */
export function dataDescriptors(entry: {
  readonly crc32: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
}): readonly Buffer[] {
  const long = Buffer.alloc(24);
  long.writeUInt32LE(0x08074b50, 0);
  long.writeUInt32LE(entry.crc32, 4);
  long.writeBigUInt64LE(BigInt(entry.compressedSize), 8);
  long.writeBigUInt64LE(BigInt(entry.uncompressedSize), 16);
  const short = Buffer.alloc(16);
  long.copy(short, 0, 0, 8);
  short.writeUInt32LE(entry.compressedSize % 2 ** 32, 8);
  short.writeUInt32LE(entry.uncompressedSize % 2 ** 32, 12);
  return [long, short];
}

/** What may follow the directory: the end record alone, or behind its long form for large archives. */
export function endRecords(directory: ZipDirectory): readonly Buffer[] {
  const { start, end, count } = directory;
  const short = Buffer.alloc(22);
  short.writeUInt32LE(0x06054b50, 0);
  if (count < 0xffff && end < 0xffffffff) {
    short.writeUInt16LE(count, 8);
    short.writeUInt16LE(count, 10);
    short.writeUInt32LE(end - start, 12);
    short.writeUInt32LE(start, 16);
  }
  return [short, longEndRecord(directory)];
}

function longEndRecord({ start, end, count }: ZipDirectory): Buffer {
  const record = Buffer.alloc(56 + 20 + 22);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(end - start), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(end), 64);
  record.writeUInt32LE(1, 72);
  record.writeUInt32LE(0x06054b50, 76);
  // The fields of the short form, filled with ones, say: see above.
  record.fill(0xff, 84, 96);
  return record;
}
