import { execFileSync } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
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

test("what is not read is told: folders within a folder, and names that are nearly one", async () => {
  await mkdir(join(folder, "sources", "1921"));
  await writeFile(join(folder, "sources", "1921", "more.yaml"), "x");
  await mkdir(join(folder, "sources", "scans"));
  await writeFile(join(folder, "sources", "scans", "page.png"), "x");
  await mkdir(join(folder, "judgement"));
  await mkdir(join(folder, "build"));
  const { issues } = await checkProject(folder);
  expect(
    formatIssues(issues),
  ).toBe(`judgement: warning [file-unexpected] Nothing in this folder is read.
  Did you mean "judgements"?
sources/1921: warning [file-unexpected] Records are not looked for in folders within a folder.
  Move its files one folder up, or out of here when they are not to be read.
`);
});

test("a file in the place of a folder", async () => {
  await rm(join(folder, "documents"), { recursive: true });
  await writeFile(join(folder, "documents"), "x");
  const { issues } = await readProject(folder);
  expect(formatIssues(issues)).toBe(`documents: error [file-invalid] It is no folder.
  Put the folder in its place, or take the file away.
`);
});

describe.skipIf(process.platform === "win32")("what may not be read is named", () => {
  /** To root, everything may be read. */
  async function asNobody<T>(work: () => Promise<T>): Promise<T> {
    if (process.geteuid?.() !== 0) return work();
    process.seteuid?.(65_534);
    try {
      return await work();
    } finally {
      process.seteuid?.(0);
    }
  }

  beforeEach(async () => {
    await chmod(folder, 0o755);
    expect((await asNobody(() => checkProject(folder))).issues).toEqual([]);
  });

  test.each([
    ["dataset.yaml", "The file cannot be read"],
    ["package.json", "The file cannot be read"],
    ["sources/lind-1921.yaml", "The file cannot be read"],
    ["documents/lind.txt", "The file cannot be read"],
    ["registry", "The folder cannot be read"],
    ["", "The folder cannot be read"],
  ])("%s", async (path, what) => {
    await chmod(join(folder, path), 0);
    const isFolder = what.startsWith("The folder");
    const where = { path: isFolder ? join(folder, path) : path };
    try {
      await expect(asNobody(() => checkProject(folder))).rejects.toMatchObject({
        code: "IO",
        what,
        where,
        fix: "The system says EACCES.",
      });
    } finally {
      await chmod(join(folder, path), 0o755);
    }
  });
});

test("a folder that is no project is wrong usage", async () => {
  const none = join(folder, "none");
  await expect(readProject(none)).rejects.toMatchObject({ code: "USAGE", where: { path: none } });
  const file = join(folder, "dataset.yaml");
  await expect(readProject(file)).rejects.toMatchObject({
    code: "USAGE",
    what: "It is a file, not a folder",
    where: { path: file },
  });
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
      Save the file as UTF-8.
    sources/link.yaml: error [path-not-allowed] A symbolic link can lead out of the project, so it is not followed.
      Put the file itself in its place.
    "
  `);
});
