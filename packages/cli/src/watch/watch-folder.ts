// EDGE: watches the files of a folder.
import { type Dirent, type FSWatcher, watch } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { SourcebookError } from "@sourcebook/schema";
import { isPassedOver } from "./is-passed-over.ts";

export interface FolderWatch {
  /** Settles only when the watch cannot go on; with the reason. */
  readonly failed: Promise<never>;
  close(): void;
}

/**
 * Tells of everything that is written, made, removed or replaced in a folder and those below it, from the
 * moment this returns on. Links are not followed.
 *
 * Each folder is watched, not its files: so a file may be replaced by another, as editors do when they save.
 * (chokidar 5 keeps a second change to itself that follows the first within 50 ms: a save would be lost.)
 *
 * @param onChange given the path relative to the folder, with `/`
 * @throws SourcebookError `IO` when the folder cannot be watched
 */
export async function watchFolder(
  folder: string,
  onChange: (path: string) => void,
): Promise<FolderWatch> {
  const watchers = new Map<string, FSWatcher>();
  let isOpen = true;
  let fail: (reason: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Whoever waits for it is told; until then it is no unhandled rejection.
  failed.catch(() => {});

  const forget = (path: string) => {
    for (const [each, watcher] of watchers) {
      if (each !== path && !each.startsWith(`${path}/`)) continue;
      watcher.close();
      watchers.delete(each);
    }
  };
  const follow = async (path: string): Promise<void> => {
    if (!isOpen) return;
    let entries: Dirent[];
    try {
      const watcher = watch(join(folder, path), (event, name) => {
        const below = name === null || path === "" ? (name ?? path) : `${path}/${name}`;
        if (isPassedOver(below)) return;
        onChange(below);
        // Something is there that was not, or is no more.
        if (event === "rename") lookAgain(below).catch(fail);
      });
      watcher.on("error", (error) =>
        path === "" ? fail(watchError(folder, error)) : forget(path),
      );
      watchers.get(path)?.close();
      watchers.set(path, watcher);
      entries = await readdir(join(folder, path), { withFileTypes: true });
    } catch (error) {
      if (path !== "" && isGone(error)) return forget(path);
      throw watchError(join(folder, path), error);
    }
    for (const entry of entries) {
      const below = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory() && !isPassedOver(below)) await follow(below);
    }
  };
  const lookAgain = async (path: string): Promise<void> => {
    const isFolder = await isFolderAt(join(folder, path));
    if (!isFolder && !(await isFolderAt(folder))) throw watchError(folder, "ENOENT");
    forget(path);
    if (!isFolder) return;
    await follow(path);
    // What was put into it before it was watched.
    onChange(path);
  };
  const close = () => {
    isOpen = false;
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
  try {
    await follow("");
  } catch (error) {
    close();
    throw error;
  }
  return { failed, close };
}

async function isFolderAt(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    if (isGone(error)) return false;
    throw watchError(path, error);
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : error;

const isGone = (error: unknown): boolean => ["ENOENT", "ENOTDIR"].includes(String(codeOf(error)));

const watchError = (path: string, error: unknown): SourcebookError => {
  const code = String(codeOf(error));
  return new SourcebookError("IO", {
    what: "The folder cannot be watched",
    where: { path },
    fix:
      code === "ENOSPC" || code === "EMFILE"
        ? "The system watches no more folders: allow more (on Linux, fs.inotify.max_user_watches)."
        : `The system says ${code}.`,
    cause: error,
  });
};
