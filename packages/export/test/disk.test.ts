import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createFile } from "../src/disk.ts";
import type { Content } from "../src/release-plan.ts";
import { temporaryFolder } from "./support/folders.ts";
import { watchedDisk } from "./support/watched-disk.ts";

const megabyte = Buffer.alloc(1 << 20, "a line of text\n");

async function* megabytes(count: number): Content {
  for (let number = 0; number < count; number += 1) yield megabyte;
  return count;
}

test("a large file is on its way to the disk before it is whole, and is synced at its end", async () => {
  const path = join(temporaryFolder(), "large");
  const calls: string[] = [];
  const disk = watchedDisk({
    call(name) {
      if (name !== "writeFile") calls.push(name);
    },
  });
  const facts = await createFile(disk, path, megabytes(130));
  const content = await readFile(path);
  expect(facts).toEqual({
    bytes: 130 << 20,
    sha256: createHash("sha256").update(content).digest("hex"),
    rows: 130,
  });
  expect(calls).toEqual(["open", "datasync", "datasync", "chmod", "sync", "close"]);
});

test("a disk that fails in the middle of a large file fails the file", async () => {
  const disk = watchedDisk({
    call(name) {
      if (name !== "datasync") return;
      const facts = { code: "EIO", errno: -5, syscall: "fdatasync" };
      throw Object.assign(new Error("EIO: i/o error, fdatasync"), facts);
    },
  });
  const path = join(temporaryFolder(), "large");
  await expect(createFile(disk, path, megabytes(70))).rejects.toMatchObject({ code: "EIO", path });
});
