import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

// In memory where that can be had: the tests sync thousands of files, and a disk takes its time.
const place = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(place, "sourcebook-export-"));
  made.push(folder);
  return folder;
}

/** Every file under a folder, hidden or not, by its path; folders that are empty end in a slash. */
export function readTree(folder: string): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1);
    if (!entry.isDirectory()) tree[name] = readFileSync(path, "latin1");
    else if (readdirSync(path).length === 0) tree[`${name}/`] = "";
  }
  return Object.fromEntries(Object.entries(tree).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export function makeFolder(...parts: string[]): string {
  const path = join(...parts);
  mkdirSync(path, { recursive: true });
  return path;
}
