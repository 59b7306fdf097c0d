// EDGE: keeps where the deflated blocks of the last zip lie, so that the next one takes what is the same from there.
import { hash } from "node:crypto";
import { type FileHandle, open, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { BlockStore } from "./block-deflate.ts";
import { isSystemError } from "./system-error.ts";

/** Where a block lies in a zip, and what it is. */
interface Place {
  readonly position: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** What is written to disk: a zip, and the places of its blocks by their keys. */
interface Index {
  readonly zip: string;
  readonly places: readonly (readonly [key: string, place: Place])[];
}

/**
 * The blocks of the last zip, read from that zip itself; what is kept beside it is an index. Neither is trusted: a
 * block is held against its hash, and one that cannot be read or is another by now is deflated again.
 */
export class KeptBlocks implements BlockStore {
  readonly #makeFolder: () => Promise<string>;
  #before: Promise<OpenedZip | undefined> | undefined;
  readonly #places = new Map<string, Place>();

  /** @param makeFolder makes the folder for the index and returns its path */
  constructor(makeFolder: () => Promise<string>) {
    this.#makeFolder = makeFolder;
  }

  async find(key: string): Promise<Buffer | undefined> {
    // Only now: most releases have no file of several blocks, and nothing is kept of them.
    this.#before ??= unlessRefused(async () => openZip(await this.#indexPath()));
    const before = await this.#before;
    const place = before?.places.get(key);
    if (before === undefined || place === undefined) return undefined;
    return unlessRefused(() => readBlock(before.file, place));
  }

  add(key: string, position: number, deflated: Buffer): void {
    if (this.#places.size >= mostBlocks) return;
    this.#places.set(key, { position, bytes: deflated.length, sha256: sha256(deflated) });
  }

  /** Lets go of the zip before, which is not looked at any more. */
  async close(): Promise<void> {
    const before = this.#before;
    this.#before = Promise.resolve(undefined);
    await unlessRefused(async () => (await before)?.file.close());
  }

  /** Keeps the places of the blocks that were added; `zip` is where the archive lies by now. */
  async keep(zip: string): Promise<void> {
    if (this.#places.size === 0) return;
    await unlessRefused(async () => {
      const path = await this.#indexPath();
      // Two cuts at once may spoil each other's: then it is as if there was none.
      await writeFile(`${path}.new`, formatIndex({ zip: resolve(zip), places: [...this.#places] }));
      await rename(`${path}.new`, path);
    });
  }

  /** The number is that of the form in which it is written. */
  async #indexPath(): Promise<string> {
    return join(await this.#makeFolder(), "zip-blocks-1");
  }
}

interface OpenedZip {
  readonly file: FileHandle;
  readonly places: ReadonlyMap<string, Place>;
}

/** About 80 GB of what goes into a zip. */
const mostBlocks = 750_000;
const mostIndexBytes = 1 << 28;

async function openZip(indexPath: string): Promise<OpenedZip | undefined> {
  if (!(await isFile(indexPath, mostIndexBytes))) return undefined;
  const index = parseIndex(await readFile(indexPath, "utf8"));
  if (index === undefined || !(await isFile(index.zip))) return undefined;
  return { file: await open(index.zip), places: new Map(index.places) };
}

/** Of what is no file, a pipe would be waited for. */
async function isFile(path: string, mostBytes = Number.POSITIVE_INFINITY): Promise<boolean> {
  const facts = await stat(path);
  return facts.isFile() && facts.size <= mostBytes;
}

async function readBlock(
  file: FileHandle,
  { position, bytes, sha256: known }: Place,
): Promise<Buffer | undefined> {
  const block = Buffer.allocUnsafe(bytes);
  const { bytesRead } = await file.read(block, 0, bytes, position);
  return bytesRead === bytes && sha256(block) === known ? block : undefined;
}

function formatIndex(index: Index): string {
  const body = JSON.stringify(index);
  return `${sha256(body)}\n${body}`;
}

function parseIndex(text: string): Index | undefined {
  const bodyStart = text.indexOf("\n") + 1;
  const body = text.slice(bodyStart);
  return text.slice(0, bodyStart) === `${sha256(body)}\n` ? JSON.parse(body) : undefined;
}

const sha256 = (bytes: Buffer | string): string => hash("sha256", bytes, "base64");

/** What cannot be read or written costs time, and nothing else. A fault of ours is one still. */
async function unlessRefused<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
