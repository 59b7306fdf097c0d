// EDGE: reads the files of a project folder.
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Issue, SourcebookError } from "@sourcebook/schema";
import type { ProjectFiles } from "./project-files.ts";

/** The files of a project, and what could not be read of it. */
export interface ReadProject {
  readonly files: ProjectFiles;
  readonly issues: readonly Issue[];
}

/**
 * Reads `dataset.yaml`, `package.json` and the folders of records and documents.
 *
 * Nothing outside the folder is read: symbolic links are issues, wherever they lead. The order in
 * which the system lists files makes no difference.
 *
 * @throws SourcebookError `USAGE` when the folder is no project, `IO` when it cannot be read
 */
export async function readProject(folder: string): Promise<ReadProject> {
  const files = new Map<string, Uint8Array>();
  const issues: Issue[] = [];
  const names = await listFolder(folder);
  if (names === undefined || !names.includes("dataset.yaml")) {
    throw new SourcebookError("USAGE", {
      what:
        names === undefined ? "There is no such folder" : "There is no dataset.yaml in the folder",
      where: { path: folder },
      fix: "Name the folder of a dataset: the one that holds its dataset.yaml.",
    });
  }
  const read = async (path: string) => {
    const stats = await lstat(join(folder, path));
    if (stats.isSymbolicLink()) {
      issues.push({
        code: "path-not-allowed",
        severity: "error",
        message: "A symbolic link can lead out of the project, so it is not followed.",
        fix: "Put the file itself in its place.",
        file: path,
      });
    } else if (stats.isFile() && stats.size > MAX_BYTES) {
      issues.push({
        code: "file-too-large",
        severity: "error",
        message: `The file has ${stats.size} bytes; at most ${MAX_BYTES} are read.`,
        fix: "Split it into several files.",
        file: path,
      });
    } else if (stats.isFile()) {
      files.set(path, await readFile(join(folder, path)));
    } else if (!stats.isDirectory() || !path.includes("/")) {
      issues.push({
        code: "file-invalid",
        severity: "error",
        message: `It is ${stats.isDirectory() ? "a folder" : "a pipe, a socket or a device"}, not a file.`,
        fix: "Put a file in its place.",
        file: path,
      });
    }
  };
  for (const name of ["dataset.yaml", "package.json"]) if (names.includes(name)) await read(name);
  for (const name of FOLDERS) {
    if (!names.includes(name)) continue;
    if ((await lstat(join(folder, name))).isSymbolicLink()) {
      await read(name);
      continue;
    }
    for (const entry of (await listFolder(join(folder, name))) ?? []) {
      if (!entry.startsWith(".")) await read(`${name}/${entry}`);
    }
  }
  return { files: new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1))), issues };
}

const FOLDERS = ["sources", "registry", "judgements", "documents"] as const;
const MAX_BYTES = 64 * 1024 * 1024;

/** @returns nothing when there is no such folder */
async function listFolder(folder: string): Promise<string[] | undefined> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new SourcebookError("IO", {
      what: "The folder cannot be read",
      where: { path: folder },
      fix: `The system says ${String(code ?? error)}.`,
      cause: error,
    });
  }
}
