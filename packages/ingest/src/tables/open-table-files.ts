// EDGE: lists the files of a project's folders and opens them.
import { lstat, open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Issue } from "@sourcebook/schema";
import { codeOf, orIo } from "../io-error.ts";
import type { ProjectFiles } from "../project-files.ts";
import { findNear } from "./find-near.ts";
import { type ModelPlace, schemaFolders, toModelFile } from "./model-place.ts";
import type { OpenOptions } from "./raw-table.ts";
import { type Absence, placesOf, type TableFiles, toPath } from "./table-files.ts";

/** Files that tables can be read from, and what of them is not allowed. */
export interface OpenedFiles {
  readonly files: TableFiles;
  readonly issues: readonly Issue[];
}

/**
 * Lists the files that patterns may name. Symbolic links are issues and are not followed; names that begin
 * with a dot, `node_modules` and `releases` are passed over, as they are in a shell.
 *
 * @throws SourcebookError `IO`, here or while a file is read
 */
export async function openTableFiles(
  folder: string,
  patterns: readonly string[],
): Promise<OpenedFiles> {
  const paths = new Set<string>();
  const sizes = new Map<string, number>();
  const absent = new Map<string, Absence>();
  const issues: Issue[] = [];
  for (const pattern of new Set(patterns)) {
    const place = placesOf(pattern);
    if (place === undefined) continue;
    const below = "file" in place ? place.file : place.folder;
    // A path is looked at step by step, so that no folder on the way is a link.
    const { found, link } = await findEntry(folder, below);
    if (link !== undefined) issues.push(linkIssue(link));
    if (found === "file" && "file" in place) paths.add(below);
    else if (found === "folder" && "folder" in place) await list(folder, below, paths, issues);
    else {
      const target = toPath(pattern);
      const near = absent.size < MAX_NEAR ? await findNear(folder, place, target) : undefined;
      absent.set(target, { found, ...(near !== undefined && { near }) });
    }
  }
  for (const path of paths) {
    sizes.set(path, (await orIo(path, () => lstat(join(folder, path)))).size);
  }
  return {
    files: {
      paths: [...paths].toSorted(),
      sizes,
      absent,
      open: (path, options) => read(join(folder, path), path, options),
    },
    issues,
  };
}

// To find what is meant, folders are listed: not for each of thousands of paths that lead nowhere.
const MAX_NEAR = 100;

/** The files of a model, by path in the project. */
interface ReadModelFiles {
  readonly files: ProjectFiles;
  readonly issues: readonly Issue[];
  /** What stands in the place of its folder. */
  readonly absent?: Absence;
}

/** Reads the files of a project that its model consists of. */
export async function readModelFiles(folder: string, place: ModelPlace): Promise<ReadModelFiles> {
  const patterns = schemaFolders(place).map((below) => (below === "" ? "*" : `${below}/*`));
  const { files, issues } = await openTableFiles(folder, patterns);
  const contents = new Map<string, Uint8Array>();
  for (const path of files.paths) {
    if (toModelFile(place, path) === undefined) continue;
    contents.set(path, await readWhole(join(folder, path), path));
  }
  const absent = place.folder === undefined ? undefined : files.absent?.get(`${place.folder}/*`);
  return { files: contents, issues, ...(absent && { absent }) };
}

async function list(
  folder: string,
  below: string,
  paths: Set<string>,
  issues: Issue[],
): Promise<void> {
  const entries = await orIo(below, async () => {
    try {
      return await readdir(join(folder, below), { withFileTypes: true });
    } catch (error) {
      if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return [];
      throw error;
    }
  });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.name.startsWith(".")) continue;
    if (entry.isSymbolicLink()) issues.push(linkIssue(path));
    else if (entry.isFile()) paths.add(path);
    else if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) {
      await list(folder, path, paths, issues);
    }
  }
}

const PASSED_OVER = new Set(["node_modules", "releases"]);

/** Looks a path up; `link` is the first step of it that is a symbolic link. */
async function findEntry(
  folder: string,
  path: string,
): Promise<Pick<Absence, "found"> & { readonly link?: string }> {
  const steps = path === "" ? [] : path.split("/");
  let found: Absence["found"] = "folder";
  for (const [index] of steps.entries()) {
    const part = steps.slice(0, index + 1).join("/");
    const stats = await orIo(part, async () => {
      try {
        return await lstat(join(folder, part));
      } catch (error) {
        if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
        throw error;
      }
    });
    if (stats === undefined) return { found: "nothing" };
    if (stats.isSymbolicLink()) return { found: "link", link: part };
    found = stats.isFile() ? "file" : stats.isDirectory() ? "folder" : "other";
  }
  return { found };
}

const linkIssue = (file: string): Issue => ({
  code: "path-not-allowed",
  severity: "error",
  message: "A symbolic link can lead out of the project, so it is not followed.",
  fix: "Put the file itself in its place.",
  file,
});

async function* read(
  path: string,
  shown: string,
  { reusesMemory = false }: OpenOptions = {},
): AsyncGenerator<Uint8Array> {
  const file = await orIo(shown, () => open(path));
  let reading: Promise<Uint8Array> = Promise.resolve(new Uint8Array());
  try {
    const memory = reusesMemory ? Array.from({ length: 3 }, () => newChunk(1 << 20)) : [];
    const readNext = (): Promise<Uint8Array> => {
      const chunk = memory.shift() ?? newChunk(1 << 18);
      if (reusesMemory) memory.push(chunk);
      const next = orIo(shown, async () => {
        const { bytesRead } = await file.read(chunk, 0, chunk.length);
        return chunk.subarray(0, bytesRead);
      });
      // Whoever waits for it is told; until then it is nobody's.
      next.catch(() => {});
      return next;
    };
    reading = readNext();
    for (;;) {
      const chunk = await reading;
      if (chunk.length === 0) return;
      // The system reads on while this chunk is looked at.
      reading = readNext();
      yield chunk;
    }
  } finally {
    await reading.catch(() => {});
    await file.close();
  }
}

const newChunk = (bytes: number): Buffer => Buffer.allocUnsafeSlow(bytes);

const readWhole = (path: string, shown: string): Promise<Uint8Array> =>
  orIo(shown, () => readFile(path));
