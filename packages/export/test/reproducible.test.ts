import { lstatSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTree, temporaryFolder } from "./support/folders.ts";
import { run } from "./support/processes.ts";

const script = join(import.meta.dirname, "support", "cut-tiny.ts");

test("neither zone, locale, umask, place, threads nor batches change a byte or a mode", async () => {
  const reference = await cutUnder({});
  const circumstances: Circumstances[] = [
    { env: { TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR.UTF-8" }, umask: "077" },
    { env: { TZ: "America/St_Johns", LANG: "lv_LV.UTF-8" }, umask: "000", batchRows: 1000 },
    { env: { TZ: "UTC", LC_ALL: "C", UV_THREADPOOL_SIZE: "1" }, umask: "027", batchRows: 2 },
    { folder: "an other/place — with ünïcode", env: { HOME: "/nonexistent", USER: "nobody" } },
  ];
  for (const circumstance of circumstances) {
    expect(await cutUnder(circumstance)).toEqual(reference);
  }
});

test("nothing of the machine or of the environment is in a release", async () => {
  const canaries = { MY_TOKEN: "CANARY-8f2e", HOME: "/home/CANARY-home", USER: "CANARY-user" };
  const { tree } = await cutUnder({ folder: "CANARY-folder", env: canaries });
  expect(Object.keys(tree).filter((path) => /CANARY/.test(path + tree[path]))).toEqual([]);
});

interface Circumstances {
  readonly env?: NodeJS.ProcessEnv;
  readonly umask?: string;
  readonly batchRows?: number;
  readonly folder?: string;
}

/** What a cut gives under some circumstances: all bytes, and the mode of all that is in the release. */
async function cutUnder({ env = {}, umask = "022", batchRows = 1, folder = "x" }: Circumstances) {
  const cwd = join(temporaryFolder(), folder);
  mkdirSync(cwd, { recursive: true });
  const command = `umask ${umask}; exec "$0" "$@"`;
  const args = ["-c", command, process.execPath, script, "releases", String(batchRows)];
  const ended = await run("sh", args, { cwd, env: { ...process.env, ...env } });
  expect(ended).toEqual({ code: 0, signal: null, stdout: "", stderr: "" });
  const tree = readTree(join(cwd, "releases", "tiny"));
  const modes = Object.keys(tree).map((path) => {
    const { mode } = lstatSync(join(cwd, "releases", "tiny", path));
    return `${path} ${mode.toString(8)}`;
  });
  const folders = ["1.0.0", "1.0.0/data"].map((path) =>
    lstatSync(join(cwd, "releases", "tiny", path)).mode.toString(8),
  );
  return { tree, modes, folders };
}
