// EDGE: reads the files of a project folder.
import type { Stats } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { closest, type Issue, SourcebookError } from "@sourcebook/schema";
import { codeOf, orIo } from "./io-error.ts";
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
    const isThere = names === undefined && (await lstat(folder).catch(() => undefined));
    throw new SourcebookError("USAGE", {
      what: isThere
        ? "It is a file, not a folder"
        : names === undefined
          ? "There is no such folder"
          : "There is no dataset.yaml in the folder",
      where: { path: folder },
      fix: "Name the folder of a dataset: the one that holds its dataset.yaml.",
    });
  }
  const read = async (path: string) => {
    const stats = await orIo(path, () => lstat(join(folder, path)));
    const fault = faultOf(path, stats);
    if (fault !== undefined) issues.push(fault);
    else if (stats.isFile()) files.set(path, await orIo(path, () => readFile(join(folder, path))));
    else if (await holdsRecords(join(folder, path))) issues.push(unreadFolder(path));
  };
  for (const name of ["dataset.yaml", "package.json"]) if (names.includes(name)) await read(name);
  for (const name of FOLDERS) {
    if (!names.includes(name)) continue;
    const fault = faultOfFolder(name, await lstat(join(folder, name)));
    if (fault !== undefined) {
      issues.push(fault);
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

/**
 * Reports folders of a project of records that may be meant for one that it lacks: what is in them is not read.
 *
 * @throws SourcebookError `IO`
 */
export async function findMisnamedFolders(folder: string): Promise<readonly Issue[]> {
  const names = (await listFolder(folder)) ?? [];
  const issues: Issue[] = [];
  for (const name of FOLDERS) {
    const near = names.includes(name) ? undefined : closest(name, names);
    if (near === undefined || !(await lstat(join(folder, near))).isDirectory()) continue;
    issues.push({
      code: "file-unexpected",
      severity: "warning",
      message: "Nothing in this folder is read.",
      fix: `Did you mean "${name}"?`,
      file: near,
    });
  }
  return issues;
}

/** What keeps a file from being read; nothing for a folder within one of the project's. */
function faultOf(path: string, stats: Stats): Issue | undefined {
  if (stats.isSymbolicLink()) return linkFault(path, "file");
  if (stats.isFile()) {
    if (stats.size <= MAX_BYTES) return undefined;
    return {
      code: "file-too-large",
      severity: "error",
      message: `The file has ${stats.size} bytes; at most ${MAX_BYTES} are read.`,
      fix: "Split it into several files.",
      file: path,
    };
  }
  if (stats.isDirectory() && path.includes("/")) return undefined;
  return {
    code: "file-invalid",
    severity: "error",
    message: `It is ${stats.isDirectory() ? "a folder" : "a pipe, a socket or a device"}, not a file.`,
    fix: "Put a file in its place.",
    file: path,
  };
}

function faultOfFolder(path: string, stats: Stats): Issue | undefined {
  if (stats.isSymbolicLink()) return linkFault(path, "folder");
  if (stats.isDirectory()) return undefined;
  return {
    code: "file-invalid",
    severity: "error",
    message: "It is no folder.",
    fix: "Put the folder in its place, or take the file away.",
    file: path,
  };
}

const linkFault = (file: string, what: "file" | "folder"): Issue => ({
  code: "path-not-allowed",
  severity: "error",
  message: "A symbolic link can lead out of the project, so it is not followed.",
  fix: `Put the ${what} itself in its place.`,
  file,
});

const unreadFolder = (file: string): Issue => ({
  code: "file-unexpected",
  severity: "warning",
  message: "Records are not looked for in folders within a folder.",
  fix: "Move its files one folder up, or out of here when they are not to be read.",
  file,
});

const holdsRecords = async (folder: string): Promise<boolean> =>
  ((await listFolder(folder)) ?? []).some((name) => /\.ya?ml$/i.test(name));

/** @returns nothing when there is no such folder */
async function listFolder(folder: string): Promise<string[] | undefined> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new SourcebookError("IO", {
      what: "The folder cannot be read",
      where: { path: folder },
      fix: `The system says ${String(code ?? error)}.`,
      cause: error,
    });
  }
}
