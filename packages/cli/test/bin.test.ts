import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const bin = join(import.meta.dirname, "../bin");

function run(file: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("the built program sets the exit code", () => {
  expect(run(join(bin, "sourcebook.js"), "cute")).toEqual({
    status: 2,
    stdout: "",
    stderr: 'There is no command "cute"\n  Did you mean "cut"? See sourcebook --help\n',
  });
});

test("a copy that is not built says so", () => {
  const folder = mkdtempSync(join(tmpdir(), "sourcebook-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(bin, join(folder, "bin"), { recursive: true });
  expect(run(join(folder, "bin/sourcebook.js"))).toEqual({
    status: 5,
    stdout: "",
    stderr: "sourcebook is not built yet: run `npx --yes pnpm@12 build` in its repository\n",
  });
});
