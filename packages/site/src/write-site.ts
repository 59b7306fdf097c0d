// EDGE: disk. Puts a site in the place of the one before, at once.
import { lstat, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { SourcebookError } from "@sourcebook/schema";
import type { SiteFile } from "./site-file.ts";

/** What was written. */
export interface WrittenSite {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}

/** By this file a folder is known as a site of ours, which the next may replace. */
export const markPath = ".sourcebook-site";
const markText = "This folder was made by `sourcebook site`, which replaces it as a whole.\n";

/**
 * Writes a site beside its place, then puts it there: whoever looks finds the old one or the new one.
 *
 * @param signal stops the work at any moment before the site appears
 * @throws SourcebookError `CONFLICT` when something stands in its place that is no site of ours
 */
export async function writeSite(
  files: AsyncIterable<SiteFile>,
  folder: string,
  signal?: AbortSignal,
): Promise<WrittenSite> {
  const place = resolve(folder);
  await assertReplaceable(place);
  await mkdir(dirname(place), { recursive: true });
  const staging = join(dirname(place), `.${basename(place)}.staging`);
  const old = join(dirname(place), `.${basename(place)}.old`);
  await rm(staging, { recursive: true, force: true });
  try {
    const written = await writeFiles(files, staging, signal);
    await rm(old, { recursive: true, force: true });
    if (await exists(place)) await rename(place, old);
    await rename(staging, place);
    await rm(old, { recursive: true, force: true });
    return { folder, ...written };
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

async function writeFiles(
  files: AsyncIterable<SiteFile>,
  root: string,
  signal: AbortSignal | undefined,
): Promise<Omit<WrittenSite, "folder">> {
  const folders = new Set<string>();
  const paths = new Set<string>();
  let bytes = 0;
  await mkdir(root);
  for await (const { path, content } of withMark(files)) {
    signal?.throwIfAborted();
    if (paths.has(path)) throw new Error(`Two files of the site would stand at ${path}`);
    paths.add(path);
    const target = join(root, path);
    if (!folders.has(dirname(target))) {
      await mkdir(dirname(target), { recursive: true });
      folders.add(dirname(target));
    }
    bytes += await writeOne(target, content());
  }
  return { files: paths.size, bytes };
}

async function* withMark(files: AsyncIterable<SiteFile>): AsyncGenerator<SiteFile> {
  yield* files;
  yield {
    path: markPath,
    async *content() {
      yield markText;
    },
  };
}

async function writeOne(
  path: string,
  content: AsyncIterable<string | Uint8Array>,
): Promise<number> {
  const file = await open(path, "wx", 0o644);
  let bytes = 0;
  try {
    for await (const chunk of content) {
      const block = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      bytes += block.length;
      await file.writeFile(block);
    }
  } finally {
    await file.close();
  }
  return bytes;
}

async function assertReplaceable(place: string): Promise<void> {
  if (!(await exists(place))) return;
  const mark = await readFile(join(place, markPath), "utf8").catch(() => undefined);
  if (mark === markText && (await lstat(place)).isDirectory()) return;
  throw new SourcebookError("CONFLICT", {
    what: "Something stands here that is no site of ours",
    where: { path: place },
    fix: "give another folder with --out, or move it away",
  });
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
