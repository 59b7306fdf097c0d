import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

test("status follows a dataset from before its first release to a version that is high enough", async () => {
  const folder = await tempFolder();
  const project = join(folder, "project");
  const releases = join(folder, "releases");
  await cp(join(import.meta.dirname, "golden/harbour/project"), project, { recursive: true });
  const replaceIn = async (file: string, from: string, to: string): Promise<void> => {
    const path = join(project, file);
    const text = await readFile(path, "utf8");
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  };
  const status = (...words: string[]) =>
    runCli("status", project, "--releases", releases, ...words);

  expect(await status()).toEqual({
    code: 0,
    stderr: "",
    stdout: `harbour 1.0.0 would be the first release here

Pending changesets: none
Next: sourcebook cut ${project}
`,
  });

  expect(await runCli("cut", project, "--releases", releases)).toMatchObject({ code: 0 });
  expect((await status()).stdout.split("\n").at(-2)).toBe("There is nothing to release");

  await replaceIn("registry/entities.yaml", "label: Town council", "label: Council");
  const tooLow = await status();
  expect(tooLow.stdout).toContain("minor  SV024  1 value in 1 row of entities changed");
  expect(tooLow.stdout.split("\n").slice(-4)).toEqual([
    "Pending changesets: none",
    "The version 1.0.0 is too low: 1.1.0 or higher is required",
    "Next: raise the version in package.json to 1.1.0",
    "",
  ]);

  await replaceIn("package.json", '"version": "1.0.0"', '"version": "1.1.0"');
  expect((await status()).stdout.split("\n").slice(-3)).toEqual([
    "The version 1.1.0 is high enough",
    `Next: sourcebook cut ${project}`,
    "",
  ]);
  expect(JSON.parse((await status("--json", "--policy", "strict")).stdout)).toMatchObject({
    name: "harbour",
    version: "1.1.0",
    planned: "1.1.0",
    last: { version: "1.0.0", folder: join(releases, "harbour/1.0.0") },
    pending: { bump: "none", changesets: [], overrides: [] },
    issues: [{ code: "version-too-low", file: "package.json" }],
    next: "raise",
    high_enough: false,
    verdict: { bump: "major", version: { before: "1.0.0", required: "2.0.0" } },
  });

  await replaceIn("registry/entities.yaml", "type: person", "type: persona");
  expect(await status()).toMatchObject({ code: 1, stderr: "" });
});

const projects = join(import.meta.dirname, "golden");

test.each(await readdir(projects))(
  "an unchanged project has nothing to release: %s",
  async (name) => {
    const project = join(projects, name, "project");
    const { version } = JSON.parse(await readFile(join(project, "package.json"), "utf8"));
    const [first, second] = [await tempFolder(), await tempFolder()];
    const cuts = [
      await runCli("cut", project, "--releases", first),
      await runCli("cut", project, "--releases", second, "--date", "2031-01-02"),
    ];
    expect(cuts.map(({ code }) => code)).toEqual([0, 0]);
    const nothing = [
      `Nothing asks for a version after ${version}.`,
      "",
      `  none   SV034  Nothing changed since ${name} ${version}.`,
    ];
    const status = await runCli("status", project, "--releases", first);
    expect(status.stdout.split("\n").slice(3)).toEqual([
      ...nothing,
      "",
      "Pending changesets: none",
      "Nothing that changed asks for a higher version",
      "There is nothing to release",
      "",
    ]);
    const diff = await runCli("diff", join(first, name, version), join(second, name, version));
    expect(diff.stdout.split("\n").slice(1)).toEqual([...nothing, ""]);
  },
);
