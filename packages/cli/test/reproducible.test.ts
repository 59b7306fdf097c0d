import { execFile } from "node:child_process";
import { cp, mkdir, readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readTree } from "./support/read-tree.ts";
import { tempFolder } from "./support/temp-folder.ts";

const run = promisify(execFile);
const bin = join(import.meta.dirname, "../bin/sourcebook.js");
const harbour = join(import.meta.dirname, "golden/harbour/project");

interface Variation {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly umask: string;
  readonly reverse: boolean;
  readonly touched: number;
}

/** Copies the project file by file in an order of its own, so that the disk lists it in another. */
async function copyProject(target: string, { reverse, touched }: Variation): Promise<void> {
  const entries = await readdir(harbour, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const entry of reverse ? files.toReversed() : files) {
    const from = join(entry.parentPath, entry.name);
    const to = join(target, from.slice(harbour.length));
    await mkdir(join(to, ".."), { recursive: true });
    await cp(from, to);
    await utimes(to, touched, touched);
  }
}

async function cutUnder(variation: Variation): Promise<Record<string, string>> {
  const parent = await tempFolder();
  const project = join(parent, variation.folder);
  await mkdir(project);
  await copyProject(project, variation);
  const command = `umask ${variation.umask}; exec "$0" "$@"`;
  await run(
    "sh",
    ["-c", command, process.execPath, bin, "cut", project, "--releases", join(parent, "out")],
    {
      cwd: parent,
      env: { PATH: process.env.PATH ?? "", SECRET_TOKEN: "canary-8f2e", ...variation.env },
    },
  );
  return readTree(join(parent, "out"));
}

test("folder, time zone, locale, umask, file order and file times leave no trace in a release", async () => {
  const plain = await cutUnder({
    folder: "project",
    env: { TZ: "UTC", LC_ALL: "C" },
    umask: "022",
    reverse: false,
    touched: 1_000_000_000,
  });
  const other = await cutUnder({
    folder: "Ordner mit Ö und spaces",
    env: {
      TZ: "Pacific/Kiritimati",
      LC_ALL: "tr_TR.UTF-8",
      LANG: "tr_TR.UTF-8",
      HOME: "/nowhere/canary-8f2e",
    },
    umask: "077",
    reverse: true,
    touched: 1_700_000_000,
  });
  expect(Object.keys(plain).some((path) => path.endsWith(".zip"))).toBe(true);
  expect(other).toEqual(plain);
  expect(JSON.stringify(plain)).not.toContain("canary-8f2e");
});
