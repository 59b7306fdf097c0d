import { execFile, spawnSync } from "node:child_process";
import { cp, lstat, mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readTree } from "./support/read-tree.ts";
import { tempFolder } from "./support/temp-folder.ts";

const run = promisify(execFile);
const bin = join(import.meta.dirname, "../bin/sourcebook.js");
const otherWorld = join(import.meta.dirname, "support/other-world.js");
const harbour = join(import.meta.dirname, "golden/harbour/project");

/** What is otherwise than in the first cut. */
interface Circumstances {
  readonly env?: Readonly<Record<string, string>>;
  readonly umask?: string;
  /** The name of the folder of the project. */
  readonly folder?: string;
  /** When its files were last changed, in seconds since 1970. */
  readonly touched?: number;
  /** Files are made last to first. */
  readonly isBackwards?: boolean;
  /** A program and its options, to run the cut with. */
  readonly through?: readonly string[];
  readonly nodeOptions?: readonly string[];
  /** Where the process stands, below the folder that holds all. */
  readonly standsIn?: string;
}

const nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] as const;
const isThere = (command: readonly string[]): boolean =>
  spawnSync(command[0] ?? "", [...command.slice(1), process.execPath, bin, "--version"]).status ===
  0;

const shim = ["--import", otherWorld];
const variations: Readonly<Record<string, Circumstances>> = {
  "a clock years ahead that runs backwards": {
    env: { SOURCEBOOK_CLOCK: "2031-02-03T04:05:06Z" },
    nodeOptions: shim,
  },
  "a clock before 1980, the first year of zips": {
    env: { SOURCEBOOK_CLOCK: "1971-01-01T00:00:00Z", SOURCE_DATE_EPOCH: "1" },
    nodeOptions: shim,
  },
  "a zone that is a day ahead": { env: { TZ: "Pacific/Kiritimati" } },
  "a zone of half hours and a locale with an order of its own": {
    env: { TZ: "America/St_Johns", LC_ALL: "lv_LV.UTF-8", LANG: "lv_LV.UTF-8" },
  },
  "a locale with other capitals": { env: { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" } },
  "a umask that hides all from others": { umask: "077" },
  "a umask that hides nothing": { umask: "000" },
  "folders listed the other way round": {
    env: { SOURCEBOOK_BACKWARDS: "yes" },
    nodeOptions: shim,
    isBackwards: true,
  },
  "files of another day": { touched: 1_700_000_001 },
  "a folder with another name": { folder: "Ordner mit Ö und spaces" },
  "another place to stand, and relative paths": { standsIn: "elsewhere/deep" },
  "another user": isThere(nobody)
    ? { through: nobody, env: { USER: "nobody", LOGNAME: "nobody" } }
    : { env: { USER: "somebody", LOGNAME: "somebody" } },
  "one core and one thread": {
    env: { UV_THREADPOOL_SIZE: "1" },
    ...(isThere(["taskset", "-c", "0"]) && { through: ["taskset", "-c", "0"] }),
  },
  "many threads": { env: { UV_THREADPOOL_SIZE: "16" } },
  "another home and another place for temporary files": {
    env: { HOME: "/nonexistent", TMPDIR: "/nonexistent/tmp", XDG_CACHE_HOME: "/nonexistent/cache" },
  },
  "a narrow terminal with colours": {
    env: { COLUMNS: "20", LINES: "5", TERM: "xterm-256color", FORCE_COLOR: "3" },
  },
};

test("no circumstance changes a byte or a mode of a release, in any of its forms", async () => {
  const reference = await cutUnder({});
  expect(Object.keys(reference).map((path) => path.split(".").at(-1))).toEqual(
    expect.arrayContaining(["csv", "json", "jsonl", "parquet", "xlsx", "sqlite", "zip"]),
  );
  const names = Object.keys(variations);
  // In pairs: each cut is a process of its own.
  for (let at = 0; at < names.length; at += 2) {
    const pair = names.slice(at, at + 2);
    const trees = await Promise.all(pair.map((name) => cutUnder(variations[name] ?? {})));
    for (const [index, tree] of trees.entries()) {
      const differing = new Set([...Object.keys(reference), ...Object.keys(tree)]);
      for (const path of differing) if (tree[path] === reference[path]) differing.delete(path);
      expect([pair[index], [...differing]]).toEqual([pair[index], []]);
    }
  }
}, 120_000);

/** Cuts in a process of its own; gives every file with its mode and its bytes. */
async function cutUnder(circumstances: Circumstances): Promise<Readonly<Record<string, string>>> {
  const { umask = "022", through = [], nodeOptions = [], env = {}, standsIn } = circumstances;
  const parent = await tempFolder();
  const project = join(parent, circumstances.folder ?? "project");
  const releases = join(parent, "out");
  const place = join(parent, standsIn ?? ".");
  await copyProject(project, circumstances);
  await mkdir(place, { recursive: true });
  // Whoever cuts must be allowed to.
  await run("chmod", ["-R", "a+rwX", parent]);
  const paths = [project, releases].map((path) => (standsIn ? relative(place, path) : path));
  const words = [process.execPath, ...nodeOptions, bin, "cut", paths[0], "--releases", paths[1]];
  const command = `umask ${umask}; exec "$0" "$@"`;
  await run("sh", ["-c", command, ...through, ...words.map(String)], {
    cwd: place,
    env: { PATH: process.env.PATH ?? "", TZ: "UTC", LC_ALL: "C", ...env },
  });
  const tree = await readTree(releases);
  const entries = Object.entries(tree).map(async ([path, content]) => {
    const { mode } = await lstat(join(releases, path));
    return [`${mode.toString(8)} ${path}`, content] as const;
  });
  const all = Object.fromEntries(await Promise.all(entries));
  await rm(releases, { recursive: true });
  return all;
}

/** Copies the project file by file in an order of its own, so that the disk may list it in another. */
async function copyProject(
  target: string,
  { isBackwards = false, touched = 1_000_000_000 }: Circumstances,
): Promise<void> {
  const entries = await readdir(harbour, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const entry of isBackwards ? files.toReversed() : files) {
    const from = join(entry.parentPath, entry.name);
    const to = join(target, relative(harbour, from));
    await mkdir(join(to, ".."), { recursive: true });
    await cp(from, to);
    if (entry.name === "dataset.yaml") await writeFile(to, await withAllExports(from));
    await utimes(to, touched, touched);
  }
}

async function withAllExports(path: string): Promise<string> {
  const text = await readFile(path, "utf8");
  const all = "exports: [csv, json, jsonl, parquet, xlsx, sqlite, excel-csv, zip]";
  const changed = text.replace(/^exports: .*$/m, all);
  expect(changed).toContain(all);
  return changed;
}
