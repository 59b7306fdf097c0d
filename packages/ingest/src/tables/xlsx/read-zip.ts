import { crc32, inflateRawSync } from "node:zlib";

/** Why an archive cannot be trusted, in words. */
export class ZipFault {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * Takes the parts that are wanted out of a zip archive. Sizes are bounded before anything is inflated, and
 * every part must have the size and the checksum that the directory states.
 *
 * @param isWanted says by name which parts to take
 * @param limit how many bytes all of them may have
 */
export function readZip(
  archive: Buffer,
  isWanted: (name: string) => boolean,
  limit: number,
): ReadonlyMap<string, Buffer> | ZipFault {
  const end = findEnd(archive);
  if (end === -1) return new ZipFault("it is no zip archive, or is cut off");
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const parts = new Map<string, Buffer>();
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || archive.readUInt32LE(at) !== ENTRY) return damaged;
    const flags = archive.readUInt16LE(at + 8);
    const method = archive.readUInt16LE(at + 10);
    const checksum = archive.readUInt32LE(at + 16);
    const packedSize = archive.readUInt32LE(at + 20);
    const size = archive.readUInt32LE(at + 24);
    const nameLength = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    if (!isWanted(name)) continue;
    if (parts.has(name)) return new ZipFault(`it holds ${name} twice`);
    if ((flags & 1) !== 0) return new ZipFault("it is encrypted");
    total += size;
    if (total > limit) return new ZipFault(`its parts have more than ${limit} bytes`);
    const part = inflate(archive, { local, packedSize, size, method });
    if (part === undefined || crc32(part) !== checksum) return damaged;
    parts.set(name, part);
  }
  return parts;
}

const damaged: ZipFault = new ZipFault("it is damaged");

/** The directory's end is the last thing in an archive, but for a comment. */
function findEnd(archive: Buffer): number {
  for (let at = archive.length - 22; at >= 0 && at >= archive.length - 22 - 65_535; at -= 1) {
    if (archive.readUInt32LE(at) === END) return at;
  }
  return -1;
}

function inflate(
  archive: Buffer,
  { local, packedSize, size, method }: Record<"local" | "packedSize" | "size" | "method", number>,
): Buffer | undefined {
  if (local + 30 > archive.length || archive.readUInt32LE(local) !== LOCAL) return undefined;
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + packedSize);
  if (packed.length !== packedSize) return undefined;
  if (method === 0) return size === packedSize ? packed : undefined;
  if (method !== 8) return undefined;
  try {
    const part = inflateRawSync(packed, { maxOutputLength: size + 1 });
    return part.length === size ? part : undefined;
  } catch {
    return undefined; // no deflate stream, or one that is longer than stated
  }
}
