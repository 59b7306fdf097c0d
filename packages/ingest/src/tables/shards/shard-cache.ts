// EDGE: keeps what threads have made of files, from one run of the program to the next.
import { createHash } from "node:crypto";
import {
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { isSystemError } from "../../io-error.ts";
import type { Shard } from "./read-shard.ts";

/** A shard, and the file that it was made of. */
export interface KeptShard {
  readonly input: { readonly bytes: number; readonly sha256: string };
  readonly shard: Omit<Shard, "folder">;
}

/** Unless told otherwise, so much is kept for a project. */
export const mostKeptBytes = 4_000_000_000;

/**
 * Shards on disk, one for each file and what it is read for. Nothing in it is trusted: who takes a shard out has
 * its files held against their checksums. Files are shared by hard links, so that whoever uses them keeps them when
 * another run of the program puts others in their place; where there are no hard links nothing is kept.
 */
export class ShardCache {
  private readonly folder: string;
  private readonly mostBytes: number;

  constructor(folder: string, mostBytes: number = mostKeptBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /** What is kept under a name; nothing when there is nothing, or something that no run of ours has written. */
  async find(name: string): Promise<KeptShard | undefined> {
    const path = join(this.folder, name, factsFile);
    const bytes = await unlessRefused(() => readFile(path));
    return bytes && parseFacts(bytes);
  }

  /** Links the files of a kept shard into a folder, which is made; false when they are not there. */
  async take(name: string, { shard }: KeptShard, folder: string): Promise<boolean> {
    const taken = await unlessRefused(async () => {
      await mkdir(folder);
      for (const file of shard.files) {
        await link(join(this.folder, name, file.name), join(folder, file.name));
      }
      const now = new Date();
      // What was used last is removed last.
      await utimes(join(this.folder, name, factsFile), now, now);
      return true;
    });
    return taken === true;
  }

  /** Keeps a shard in the place of the one before, if there is room. */
  async keep(name: string, input: KeptShard["input"], { folder, ...shard }: Shard): Promise<void> {
    if (sizeOf(shard) > this.mostBytes) return;
    await unlessRefused(async () => {
      await mkdir(this.folder, { recursive: true });
      const fresh = await mkdtemp(join(this.folder, unfinished));
      try {
        for (const file of shard.files) await link(join(folder, file.name), join(fresh, file.name));
        await writeFile(join(fresh, factsFile), formatFacts({ input, shard }));
        await rm(join(this.folder, name), { recursive: true, force: true });
        await rename(fresh, join(this.folder, name));
      } finally {
        await rm(fresh, { recursive: true, force: true });
      }
    });
  }

  /** Removes what was used least lately until there is not too much. */
  async prune(): Promise<void> {
    await unlessRefused(async () => {
      const entries: Entry[] = [];
      for (const name of await readdir(this.folder)) {
        const entry = await readEntry(join(this.folder, name));
        if (entry.usedAt !== undefined) entries.push(entry);
        // Others may be at work on it; what they were killed at is a day old some time.
        else if (Date.now() - entry.madeAt > dayMs) await rm(entry.path, { recursive: true });
      }
      entries.sort((a, b) => (b.usedAt ?? 0) - (a.usedAt ?? 0));
      let bytes = 0;
      for (const entry of entries) {
        bytes += entry.bytes;
        if (bytes > this.mostBytes) await rm(entry.path, { recursive: true, force: true });
      }
    });
  }
}

/** What lies in the folder of a cache. */
interface Entry {
  readonly path: string;
  readonly bytes: number;
  readonly madeAt: number;
  /** Absent for what no run has finished. */
  readonly usedAt?: number;
}

async function readEntry(path: string): Promise<Entry> {
  const { mtimeMs: madeAt } = await stat(path);
  const facts = await unlessRefused(() => stat(join(path, factsFile)));
  if (facts === undefined) return { path, bytes: 0, madeAt };
  let bytes = 0;
  for (const name of await readdir(path)) {
    if (name !== factsFile) bytes += (await stat(join(path, name))).size;
  }
  return { path, bytes, madeAt, usedAt: facts.mtimeMs };
}

const factsFile = "facts";
const unfinished = "new-";
const dayMs = 86_400_000;

const sizeOf = ({ files }: KeptShard["shard"]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

function formatFacts(kept: KeptShard): Buffer {
  const bytes = serialize(kept);
  return Buffer.concat([hashOf(bytes), bytes]);
}

function parseFacts(bytes: Buffer): KeptShard | undefined {
  const body = bytes.subarray(32);
  return bytes.subarray(0, 32).equals(hashOf(body)) ? deserialize(body) : undefined;
}

const hashOf = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();

/** A cache that cannot be read or written costs time, and nothing else. A fault of ours is one still. */
async function unlessRefused<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
