import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { runCli } from "./support/run-cli.ts";

test("--version says the version of the package", async () => {
  expect(await runCli("--version")).toEqual({
    code: 0,
    stdout: `${packageJson.version}\n`,
    stderr: "",
  });
});

test("--help goes to stdout, and to stderr when no command is named", async () => {
  const { code, stdout } = await runCli("--help");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Sourcebook: .*\n\nUsage: sourcebook <command>/);
  expect(await runCli("help")).toEqual({ code: 0, stdout, stderr: "" });
  expect(await runCli()).toEqual({ code: 2, stdout: "", stderr: stdout });
});

test("an unknown command is wrong usage", async () => {
  expect(await runCli("xyzzy")).toEqual({
    code: 2,
    stdout: "",
    stderr: 'There is no command "xyzzy"\n  See sourcebook --help\n',
  });
});
