import { cp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { readTree } from "./support/read-tree.ts";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const golden = join(import.meta.dirname, "golden");

// The version of the tool stands in every release; a new one would change every golden file.
test.each(await readdir(golden))("the release of %s, whole", async (name) => {
  const releases = await tempFolder();
  const cut = await runCli("cut", join(golden, name, "project"), "--releases", releases);
  expect(cut).toMatchObject({ code: 0, stderr: "" });
  const [version = ""] = (await readdir(join(releases, name))).filter((entry) => /^\d/.test(entry));
  const actual = join(releases, name, version);
  const expected = join(golden, name, "expected");
  if (process.env.UPDATE_GOLDEN) {
    await rm(expected, { recursive: true, force: true });
    await cp(actual, expected, { recursive: true });
  }
  expect(await readTree(actual)).toEqual(await readTree(expected));
  expect(await runCli("verify", expected)).toMatchObject({ code: 0, stderr: "" });
  expect(packageJson.version).toBe(toolVersionIn(await readTree(expected)));
});

const toolVersionIn = (tree: Record<string, string>): string =>
  JSON.parse(tree["datapackage.json"] ?? "{}").sourcebook.toolVersion;
