import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { main } from "../src/index.ts";

async function run(...args: string[]) {
  const out = { stdout: "", stderr: "" };
  const exitCode = await main(args, {
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
  });
  return { exitCode, ...out };
}

test("--version says the version of the package", async () => {
  expect(await run("--version")).toEqual({
    exitCode: 0,
    stdout: `${packageJson.version}\n`,
    stderr: "",
  });
});

test("--help goes to stdout, and to stderr when no command is named", async () => {
  const { stdout } = await run("--help");
  expect(stdout).toMatch(/^Usage: sourcebook <command>/);
  expect(await run()).toEqual({ exitCode: 2, stdout: "", stderr: stdout });
});

test("an unknown command is wrong usage", async () => {
  expect(await run("cute")).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: 'There is no command "cute"; see sourcebook --help\n',
  });
});
