// EDGE: disk. Reads the changesets and the changelog of a dataset.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { SourcebookError } from "@sourcebook/schema";

/** What a maintainer writes about versions, as text. */
export interface VersionFiles {
  /** The folder of changesets, beside the project or in the workspace above it; absent without one. */
  readonly changesetFolder?: string;
  /** Pending changesets of all packages, by path as seen from the project, with `/`. */
  readonly changesets: ReadonlyMap<string, string>;
  /** The text of the `CHANGELOG.md` that changesets keeps in the project. */
  readonly changelog?: string;
}

export const changelogFile = "CHANGELOG.md";

/** @throws SourcebookError `IO` when a file is there and cannot be read */
export async function readVersionFiles(folder: string): Promise<VersionFiles> {
  const changesetFolder = findChangesetFolder(folder);
  const changelog = await readIfAny(join(folder, changelogFile));
  return {
    ...(changesetFolder !== undefined && { changesetFolder }),
    changesets:
      changesetFolder === undefined ? new Map() : await readChangesets(folder, changesetFolder),
    ...(changelog !== undefined && { changelog }),
  };
}

/** Looks for `.changeset` from the project upwards, and not beyond its repository. */
export function findChangesetFolder(folder: string): string | undefined {
  for (let above = resolve(folder); ; above = dirname(above)) {
    const found = join(above, ".changeset");
    if (existsSync(found)) return found;
    if (existsSync(join(above, ".git")) || above === dirname(above)) return undefined;
  }
}

async function readChangesets(
  folder: string,
  changesetFolder: string,
): Promise<ReadonlyMap<string, string>> {
  const names = (await orIo(changesetFolder, () => readdir(changesetFolder))).filter(isChangeset);
  const texts = names.map(async (name) => {
    const path = join(changesetFolder, name);
    return [pathFrom(folder, path), await orIo(path, () => readFile(path, "utf8"))] as const;
  });
  return new Map(await Promise.all(texts));
}

/** Whether changesets takes a file for a changeset: pages such as `README.md` are none. */
const isChangeset = (name: string): boolean =>
  name.endsWith(".md") && !name.startsWith(".") && !/^(?:[A-Z]+|readme)\.md$/.test(name);

/** A path as seen from a folder, with `/` on every system. */
export const pathFrom = (folder: string, path: string): string =>
  relative(resolve(folder), path).replaceAll(sep, "/");

async function readIfAny(path: string): Promise<string | undefined> {
  return existsSync(path) ? await orIo(path, () => readFile(path, "utf8")) : undefined;
}

async function orIo<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new SourcebookError("IO", {
      what: "It cannot be read",
      where: { path },
      fix: `The system says ${error instanceof Error ? error.message : String(error)}.`,
      cause: error,
    });
  }
}
