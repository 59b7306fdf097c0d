// EDGE: lists the folders of a project, for the names that may be meant.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { closest } from "@sourcebook/schema";

/**
 * Finds what may be meant by a path that leads nowhere, or by a pattern in a folder that there is not: at each
 * step the name that is there, or the one that is nearest to it.
 *
 * @param place where was looked
 * @param pattern what was written: the place itself, or a pattern that begins with it
 */
export async function findNear(
  folder: string,
  place: { readonly file: string } | { readonly folder: string },
  pattern: string,
): Promise<string | undefined> {
  const path = "file" in place ? place.file : place.folder;
  const steps = path.split("/");
  const near: string[] = [];
  for (const [index, step] of steps.entries()) {
    const isFile = "file" in place && index === steps.length - 1;
    const names = await listNames(join(folder, ...near), isFile);
    const name = names.includes(step) ? step : closest(step, names);
    if (name === undefined) return undefined;
    near.push(name);
  }
  return `${near.join("/")}${pattern.slice(path.length)}`;
}

/** The names of the files, or else of the folders, that may be read; none when they cannot be listed. */
async function listNames(folder: string, areFiles: boolean): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => (areFiles ? entry.isFile() : entry.isDirectory()))
      .map(({ name }) => name)
      .filter((name) => !name.startsWith("."));
  } catch {
    return [];
  }
}
