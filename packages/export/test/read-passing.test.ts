import { randomBytes } from "node:crypto";
import fs, { type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Disk, nodeDisk } from "../src/disk.ts";
import { readPassing } from "../src/read-passing.ts";
import { temporaryFolder } from "./support/folders.ts";

const folder = temporaryFolder();
const block = 1 << 20;

async function makeFile(length: number): Promise<{ path: string; bytes: Buffer }> {
  const path = join(folder, `${length}`);
  const bytes = randomBytes(length);
  await fs.writeFile(path, bytes);
  return { path, bytes };
}

/** The disk, and the files on it that were opened and not closed. */
function watchedDisk(): { disk: Disk; open: Set<FileHandle> } {
  const open = new Set<FileHandle>();
  const disk: Disk = {
    ...nodeDisk,
    async open(...about) {
      const file = await nodeDisk.open(...about);
      const { close } = file;
      file.close = async () => {
        open.delete(file);
        await close.call(file);
      };
      open.add(file);
      return file;
    },
  };
  return { disk, open };
}

test.each([0, 1, block - 1, block, block + 1, 2 * block, 5 * block + 7])(
  "a file of %d bytes is read whole, in the memory of two blocks",
  async (length) => {
    const { path, bytes } = await makeFile(length);
    const { disk, open } = watchedDisk();
    const copies: Buffer[] = [];
    const memory = new Set<ArrayBufferLike>();
    for await (const part of readPassing(disk, path)) {
      copies.push(Buffer.from(part));
      memory.add(part.buffer);
    }
    expect(Buffer.concat(copies).equals(bytes)).toBe(true);
    expect(memory.size).toBeLessThanOrEqual(2);
    expect(open.size).toBe(0);
  },
);

test("a reader that has seen enough leaves no file open", async () => {
  const { path } = await makeFile(3 * block);
  const { disk, open } = watchedDisk();
  for await (const part of readPassing(disk, path)) {
    expect(part.length).toBe(block);
    expect(open.size).toBe(1);
    break;
  }
  expect(open.size).toBe(0);
});

test("what the system refuses is told with the path, also when it was read ahead", async () => {
  const { path } = await makeFile(3 * block);
  const disk: Disk = {
    ...nodeDisk,
    async open(...about) {
      const file = await nodeDisk.open(...about);
      const read = file.read.bind(file) as typeof file.read;
      file.read = (async (buffer: Buffer, offset: number, length: number, position: number) => {
        if (position > 0) {
          throw Object.assign(new Error("EIO"), { code: "EIO", syscall: "read", errno: -5 });
        }
        return await read(buffer, offset, length, position);
      }) as typeof file.read;
      return file;
    },
  };
  const blocks = readPassing(disk, path);
  expect((await blocks.next()).done).toBe(false);
  await expect(blocks.next()).rejects.toMatchObject({ code: "EIO", path });
  const others = readPassing(disk, path);
  await others.next();
  expect(await others.return(undefined)).toEqual({ done: true, value: undefined });
  const none = readPassing(nodeDisk, join(folder, "none"));
  await expect(none.next()).rejects.toMatchObject({ code: "ENOENT" });
});
