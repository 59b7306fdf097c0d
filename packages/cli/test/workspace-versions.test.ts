import { cp, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changesetVersion } from "./support/changeset-version.ts";
import { tempFolder } from "./support/temp-folder.ts";

const root = join(import.meta.dirname, "../../..");
const changesetsIn = async (workspace: string): Promise<readonly string[]> =>
  (await readdir(join(workspace, ".changeset"))).filter((name) => name.endsWith(".md"));
const pending = await changesetsIn(root);

// Right after a version there are none.
test.skipIf(pending.length === 0)(
  "the pending changesets of this repository move the dataset, the schemas and all packages",
  async () => {
    const workspace = await tempFolder();
    const packages = (await readdir(join(root, "packages"))).map((name) => join("packages", name));
    const folders = [...packages, "seeds"];
    for (const file of ["package.json", "pnpm-workspace.yaml", ".changeset"]) {
      await cp(join(root, file), join(workspace, file), { recursive: true });
    }
    for (const folder of folders) {
      await mkdir(join(workspace, folder), { recursive: true });
      await cp(join(root, folder, "package.json"), join(workspace, folder, "package.json"));
    }
    const read = async (folder: string) => {
      const text = await readFile(join(workspace, folder, "package.json"), "utf8");
      return JSON.parse(text) as { name: string; version: string };
    };
    const before = await Promise.all(folders.map(read));
    // Fails for a package that is not in the workspace, as it would in the hands of the one who releases.
    await changesetVersion(workspace);

    expect(await changesetsIn(workspace)).toEqual([]);
    const moved = (await Promise.all(folders.map(read))).filter(
      ({ version }, at) => version !== before[at]?.version,
    );
    expect(moved).not.toEqual([]);
    for (const { name, version } of moved) {
      const folder = folders[before.findIndex((each) => each.name === name)] ?? "";
      const changelog = await readFile(join(workspace, folder, "CHANGELOG.md"), "utf8");
      expect(changelog.split("\n").slice(0, 3)).toEqual([`# ${name}`, "", `## ${version}`]);
    }
  },
);
