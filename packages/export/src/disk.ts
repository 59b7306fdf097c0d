// EDGE: disk. All that cutting and verifying ask of the file system, so that a test can make it fail.
import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import fs, { type FileHandle } from "node:fs/promises";
import type { Content } from "./release-plan.ts";
import { withPath } from "./system-error.ts";

export type Disk = Pick<
  typeof fs,
  "chmod" | "link" | "lstat" | "mkdir" | "open" | "readdir" | "rename" | "rm" | "unlink"
>;

export const nodeDisk: Disk = fs;

/** What was written to a file, or read from it. */
export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
  readonly rows?: number;
}

export interface CreateOptions {
  /** Stops the writing between two blocks. */
  readonly signal?: AbortSignal | undefined;
  /** Told what the file came to when all of it is written, before it is synced. */
  readonly onWritten?: (facts: FileFacts) => void;
}

/** Creates a file that must not exist yet, readable by all whatever the umask, and syncs it. */
export async function createFile(
  disk: Disk,
  path: string,
  content: Content,
  { signal, onWritten }: CreateOptions = {},
): Promise<FileFacts> {
  return withFile(disk, path, "wx", async (file) => {
    const hash = createHash("sha256");
    let bytes = 0;
    let flushed = 0;
    let flushing = Promise.resolve();
    const rows = await eachBlock(content, async (block) => {
      signal?.throwIfAborted();
      // The system writes while the same bytes are hashed here.
      const writing = file.writeFile(block);
      hash.update(block);
      bytes += block.length;
      await writing;
      if (bytes - flushed < flushBytes) return;
      // A large file is on its way to the disk while it is still being made: at its end little is waited for.
      flushed = bytes;
      flushing = flushing.then(() => file.datasync());
      // Told below.
      flushing.catch(() => {});
    });
    const facts = { bytes, sha256: hash.digest("hex"), ...(rows !== undefined && { rows }) };
    onWritten?.(facts);
    await flushing;
    await file.chmod(0o644);
    await file.sync();
    return facts;
  });
}

/** Creates a folder that must not exist yet, open to all whatever the umask. */
export async function createFolder(disk: Disk, path: string): Promise<void> {
  await disk.mkdir(path);
  await disk.chmod(path, 0o755);
}

/** Makes names in a folder durable: a new or moved file survives a power cut only after this. */
export async function syncFolder(disk: Disk, path: string): Promise<void> {
  // Windows has no such call for folders.
  if (process.platform === "win32") return;
  await withFile(disk, path, "r", (folder) => folder.sync());
}

/** Reads a range of a file in blocks; it ends early where the file ends. */
export async function* readBlocks(
  disk: Disk,
  path: string,
  start: number = 0,
  end: number = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array, undefined> {
  try {
    const file = await disk.open(path, "r");
    try {
      let position = start;
      while (position < end) {
        const buffer = Buffer.allocUnsafe(Math.min(blockBytes, end - position));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
        if (bytesRead === 0) break;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw withPath(error, path);
  }
  return undefined;
}

/** The same blocks; returns, behind the last of them, what they came to. */
export async function* hashingBlocks(
  blocks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, FileFacts> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const block of blocks) {
    hash.update(block);
    bytes += block.length;
    yield block;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** What blocks come to. */
export async function hashBlocks(blocks: AsyncIterable<Uint8Array>): Promise<FileFacts> {
  const hashing = hashingBlocks(blocks);
  let step = await hashing.next();
  while (!step.done) step = await hashing.next();
  return step.value;
}

/** The whole of a small text file, or `undefined` when nothing is there. */
export async function readTextIfAny(disk: Disk, path: string): Promise<string | undefined> {
  try {
    const blocks: Uint8Array[] = [];
    for await (const block of readBlocks(disk, path)) blocks.push(block);
    return Buffer.concat(blocks).toString("utf8");
  } catch (error) {
    if (isErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** What stands at a path, links not followed, or `undefined` when nothing does. */
export async function lstatIfAny(disk: Disk, path: string): Promise<Stats | undefined> {
  try {
    return await disk.lstat(path);
  } catch (error) {
    if (isErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}

export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

const blockBytes = 1 << 18;
const flushBytes = 1 << 26;

/** Opens a file for as long as it is used; errors of the system name it. */
export async function withFile<T>(
  disk: Disk,
  path: string,
  flags: string,
  use: (file: FileHandle) => Promise<T>,
): Promise<T> {
  try {
    const file = await disk.open(path, flags, 0o644);
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw withPath(error, path);
  }
}

/** Joins small chunks to blocks worth a write; returns what the content returned. */
async function eachBlock(
  content: Content,
  use: (block: Uint8Array) => Promise<void>,
): Promise<number | undefined> {
  // Grows with what comes: most files are small.
  let block = Buffer.allocUnsafe(1 << 12);
  let filled = 0;
  const flush = async (): Promise<void> => {
    if (filled > 0) await use(block.subarray(0, filled));
    filled = 0;
  };
  try {
    for (;;) {
      const step = await content.next();
      if (step.done === true) {
        await flush();
        return step.value;
      }
      const chunk = typeof step.value === "string" ? Buffer.from(step.value) : step.value;
      if (filled + chunk.length > blockBytes) await flush();
      if (chunk.length > blockBytes) await use(chunk);
      else {
        if (filled + chunk.length > block.length) {
          const grown = Buffer.allocUnsafe(Math.min(blockBytes, (filled + chunk.length) * 2));
          block.copy(grown, 0, 0, filled);
          block = grown;
        }
        // Copied: whoever gave the chunk may use its memory again for the next one.
        block.set(chunk, filled);
        filled += chunk.length;
      }
    }
  } finally {
    // Lets the generator close what it holds when the writing failed.
    await content.return(undefined);
  }
}
