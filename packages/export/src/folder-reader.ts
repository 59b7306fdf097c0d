// EDGE: disk. A release that lies in a folder.
import { join } from "node:path";
import { type Disk, readBlocks } from "./disk.ts";
import { readPassing } from "./read-passing.ts";
import type { ReleaseEntry, ReleaseReader } from "./release-reader.ts";

/** Lists everything under a folder, hidden or not; links are listed, never followed. */
export async function openFolder(disk: Disk, root: string): Promise<ReleaseReader> {
  const entries = await listEntries(disk, root, "");
  return {
    entries: entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    read: (path, { inPassing = false } = {}) =>
      (inPassing ? readPassing : readBlocks)(disk, join(root, path)),
  };
}

async function listEntries(disk: Disk, root: string, folder: string): Promise<ReleaseEntry[]> {
  const entries: ReleaseEntry[] = [];
  for (const name of await disk.readdir(join(root, folder))) {
    const path = folder === "" ? name : `${folder}/${name}`;
    const stats = await disk.lstat(join(root, path));
    if (stats.isDirectory()) {
      entries.push({ path, kind: "folder", bytes: 0 }, ...(await listEntries(disk, root, path)));
    } else {
      const kind = stats.isFile() ? "file" : stats.isSymbolicLink() ? "link" : "other";
      entries.push({ path, kind, bytes: stats.size });
    }
  }
  return entries;
}
