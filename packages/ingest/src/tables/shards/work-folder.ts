// EDGE: makes and removes the folder where rows are put aside while tables are read.
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { codeOf } from "../../io-error.ts";

/** What the toolkit keeps for itself in a project; git is told to leave it alone. */
export const ownFolder = ".sourcebook";

/**
 * Makes a folder for this process alone: in the project, where there is room for what stands there already, or
 * among the temporary files of the system when there is none or it cannot be written to. Folders of processes that
 * were killed are removed on the way.
 */
export async function makeWorkFolder(project: string | undefined): Promise<string> {
  if (project === undefined) return await makeIn(tmpdir());
  try {
    return await makeIn(await makeOwnFolder(project));
  } catch (error) {
    if (!isRefused(error)) throw error;
    return await makeIn(tmpdir());
  }
}

export async function removeWorkFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Makes the toolkit's own folder in a project and returns its path. */
export async function makeOwnFolder(project: string): Promise<string> {
  const own = join(project, ownFolder);
  await mkdir(own, { recursive: true });
  await writeFile(join(own, ".gitignore"), "*\n");
  return own;
}

async function makeIn(base: string): Promise<string> {
  for (const name of await readdir(base)) {
    if (isLeftBehind(name)) await rm(join(base, name), { recursive: true, force: true });
  }
  return mkdtemp(join(base, `${prefix}${process.pid}-`));
}

const prefix = `sourcebook-work-${hostname()}-`;

/** Whether a folder belongs to a process of this machine that is no more. */
function isLeftBehind(name: string): boolean {
  const pid = name.startsWith(prefix) ? /^(\d+)-/.exec(name.slice(prefix.length))?.[1] : undefined;
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

const isRefused = (error: unknown): boolean =>
  ["EACCES", "EPERM", "EROFS"].includes(String(codeOf(error)));
