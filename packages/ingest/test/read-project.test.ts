import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkProject, readProject } from "../src/index.ts";
import { fixture, formatIssues } from "./support/project.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sourcebook-"));
  await cp(fixture("faultless"), folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

test("reads the files of a project by path, hidden ones and other folders aside", async () => {
  await mkdir(join(folder, "releases"));
  await writeFile(join(folder, "releases", "old.yaml"), "x");
  await writeFile(join(folder, "sources", ".lind.yaml.swp"), "x");
  await mkdir(join(folder, "sources", "drafts"));
  const { files, issues } = await readProject(folder);
  expect(issues).toEqual([]);
  expect([...files.keys()]).toEqual([
    "dataset.yaml",
    "documents/lind.txt",
    "package.json",
    "registry/all.yaml",
    "sources/lind-1921.yaml",
  ]);
});

test("follows no symbolic link, and reads no file beyond the limit", async () => {
  const secret = join(folder, "..", "secret.yaml");
  await symlink(secret, join(folder, "sources", "link.yaml"));
  await symlink(join(folder, ".."), join(folder, "judgements"));
  await rm(join(folder, "documents", "lind.txt"));
  await symlink("/etc/hostname", join(folder, "documents", "lind.txt"));
  await writeFile(join(folder, "registry", "huge.yaml"), "");
  await truncate(join(folder, "registry", "huge.yaml"), 64 * 1024 * 1024 + 1);
  const { files, issues } = await readProject(folder);
  expect([...files.keys()]).toEqual([
    "dataset.yaml",
    "package.json",
    "registry/all.yaml",
    "sources/lind-1921.yaml",
  ]);
  expect(issues.map(({ code, file }) => `${code} ${file}`)).toEqual([
    "path-not-allowed sources/link.yaml",
    "file-too-large registry/huge.yaml",
    "path-not-allowed judgements",
    "path-not-allowed documents/lind.txt",
  ]);
});

test("what is no file is told, and neither read nor waited for", async () => {
  await rm(join(folder, "dataset.yaml"));
  await mkdir(join(folder, "dataset.yaml"));
  await rm(join(folder, "package.json"));
  execFileSync("mkfifo", [join(folder, "package.json"), join(folder, "documents", "pipe.txt")]);
  const { issues, dataset } = await checkProject(folder);
  expect(dataset).toBe(undefined);
  expect(
    issues.flatMap(({ code, file, message }) =>
      code === "file-invalid" ? [`${file}: ${message}`] : [],
    ),
  ).toEqual([
    "dataset.yaml: It is a folder, not a file.",
    "documents/pipe.txt: It is a pipe, a socket or a device, not a file.",
    "package.json: It is a pipe, a socket or a device, not a file.",
  ]);
});

test("a folder that is no project is wrong usage", async () => {
  const none = join(folder, "none");
  await expect(readProject(none)).rejects.toMatchObject({ code: "USAGE", where: { path: none } });
  const file = join(folder, "dataset.yaml");
  await expect(readProject(file)).rejects.toMatchObject({ code: "USAGE", where: { path: file } });
  await rm(file);
  await expect(readProject(folder)).rejects.toMatchObject({
    code: "USAGE",
    what: "There is no dataset.yaml in the folder",
  });
});

test("checking a folder gives the issues of reading and of checking, and the files they point into", async () => {
  await symlink("x", join(folder, "sources", "link.yaml"));
  await writeFile(join(folder, "registry", "more.yaml"), Uint8Array.of(0x61, 0xff));
  const { issues, dataset, files } = await checkProject(folder);
  expect(dataset).toBe(undefined);
  expect(files.has("registry/more.yaml")).toBe(true);
  expect(formatIssues(issues)).toMatchInlineSnapshot(`
    "registry/more.yaml:1:2: error [encoding-invalid] Byte 0xff at offset 1 is not UTF-8.
      Save the file as UTF-8, or state the encoding it has, such as \`encoding: windows-1252\`.
    sources/link.yaml: error [path-not-allowed] A symbolic link can lead out of the project, so it is not followed.
      Put the file itself in its place.
    "
  `);
});
