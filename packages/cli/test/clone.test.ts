import { execFile, execFileSync } from "node:child_process";
import { cp, mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { tempFolder } from "./support/temp-folder.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../../..");

/** Copies what git tracks, as a clone would have it, with changes that are not committed yet. */
async function cloneInto(folder: string): Promise<void> {
  const listed = execFileSync(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  for (const path of listed.split("\0").filter((each) => each !== "")) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(root, path), join(folder, path));
  }
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
}

test("a fresh clone cuts a release with one command, and foreign programs read it", async () => {
  const clone = join(await tempFolder(), "clone");
  await mkdir(clone);
  await cloneInto(clone);
  // As a newcomer: not inside another turbo run, and without this workspace's programs.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(TURBO|npm_|pnpm_|VITEST|NODE_)/i.test(name)),
  );
  env.PATH = (env.PATH ?? "")
    .split(":")
    .filter((each) => !each.includes("node_modules"))
    .join(":");
  const cut = () => run("npx", ["--yes", "pnpm@12", "run", "cut"], { cwd: clone, env });

  const { stdout } = await cut();
  const { version } = JSON.parse(await readFile(join(clone, "seeds/package.json"), "utf8"));
  expect(stdout).toContain(`Cut iran-1988 ${version}\n`);
  expect(stdout).toContain(`  folder  releases/iran-1988/${version}\n`);
  const release = join(clone, "releases/iran-1988", version);
  const zip = join(clone, "releases/iran-1988", `iran-1988-${version}.zip`);

  const sums = await run("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], {
    cwd: release,
  });
  expect(sums).toMatchObject({ stdout: "", stderr: "" });

  const script = join(import.meta.dirname, "support/read-release.py");
  const { stdout: counted } = await run("python3", [script, release, zip]);
  const rows: Record<string, number> = JSON.parse(counted);
  expect(Object.keys(rows)).toEqual(
    (await readdir(join(release, "data")))
      .filter((name) => name.endsWith(".csv"))
      .map((name) => name.slice(0, -4))
      .toSorted(),
  );
  expect(rows.sources).toBe(5);

  // The same inputs again: the version is there, and nothing happens to it.
  const again = await cut().catch((error: { code: number; stderr: string }) => error);
  expect(again).toMatchObject({ code: 3 });
  expect(again.stderr).toContain(`Version ${version} exists already`);
}, 600_000);
