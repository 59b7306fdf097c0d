import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";

const faultless = fileURLToPath(new URL("../../ingest/test/fixtures/faultless", import.meta.url));
let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "sourcebook-"));
  folder = join(root, "project");
  await cp(faultless, folder, { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

const article =
  "The Fire’s Aftermath: a Reckoning\n\nBy Ada Lind, June 3, 1922\n\nIt is a year ago.\n";
const write = async (name: string, content = article) => {
  await writeFile(join(root, name), content);
  return join(root, name);
};
const place = (text: string) => text.replaceAll(root, "<root>");
const listProject = async () => (await readdir(folder, { recursive: true })).toSorted();

test("a document is copied and pinned, and check asks for what only a human can say", async () => {
  const file = await write("aftermath.txt");
  expect(await runCli("source", "add", file, folder)).toEqual({
    code: 0,
    stdout: "documents/aftermath.txt\nsources/the-fires-aftermath-a-reckoning.yaml\n",
    stderr:
      "Fill in what is empty in sources/the-fires-aftermath-a-reckoning.yaml: sourcebook check says what\n",
  });
  expect(await readFile(join(folder, "documents", "aftermath.txt"), "utf8")).toBe(article);
  const path = join(folder, "sources", "the-fires-aftermath-a-reckoning.yaml");
  expect(await readFile(path, "utf8")).toMatchInlineSnapshot(`
    "source:
      id: the-fires-aftermath-a-reckoning
      file: aftermath.txt
      sha256: cecccd88b75e96ba07809435a44bc56a6644a57736fd3427ee4602469bc83709
      title: "The Fire’s Aftermath: a Reckoning"
      authors: [] # the ids of those who wrote it, as in the registry
      credit: By Ada Lind, June 3, 1922
      published: 1922-06-03
      published_basis: # stated, inferred or unknown
      language: # a BCP 47 tag, such as en
      rights: # what the document says of its rights; otherwise: not stated
    "
  `);
  const { code, stdout } = await runCli("check", folder);
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "sources/the-fires-aftermath-a-reckoning.yaml:6:3: error [empty-value] \`authors\` needs at least one item.
      6 |   authors: [] # the ids of those who wrote it, as in the registry
            ^
      Give it an item, or remove the key.

    sources/the-fires-aftermath-a-reckoning.yaml:9:3: error [empty-value] \`published_basis\` has no value.
      9 |   published_basis: # stated, inferred or unknown
            ^
      Give it a value, or remove the key: what is absent is not stated.

    sources/the-fires-aftermath-a-reckoning.yaml:10:3: error [empty-value] \`language\` has no value.
      10 |   language: # a BCP 47 tag, such as en
             ^
      Give it a value, or remove the key: what is absent is not stated.

    sources/the-fires-aftermath-a-reckoning.yaml:11:3: error [empty-value] \`rights\` has no value.
      11 |   rights: # what the document says of its rights; otherwise: not stated
             ^
      Give it a value, or remove the key: what is absent is not stated.

    4 errors
    "
  `);
  const differing = await runCli("fmt", folder, "--check");
  expect(differing.stdout.split("\n")).not.toContain(
    "sources/the-fires-aftermath-a-reckoning.yaml",
  );
});

test("what is in documents/ is not copied, and --id names the source", async () => {
  await write("project/documents/second.txt", "Running text, without a head.\n");
  const file = join(folder, "documents", "second.txt");
  const { code, stdout } = await runCli("source", "add", file, folder, "--id", "other", "--json");
  expect({ code, ...JSON.parse(stdout) }).toEqual({
    code: 0,
    id: "other",
    source: "sources/other.yaml",
    document: "documents/second.txt",
    copied: false,
    sha256: "a1a9ccf92399673ba5fe899dc4c114d60f691a17c124c223b20c65a324e72bd9",
  });
});

test("nothing is ever written over: exit 3, and the project is as it was", async () => {
  const other = await write("lind.txt");
  const before = await listProject();
  expect(await runCli("source", "add", other, folder)).toMatchObject({
    code: 3,
    stdout: "",
    stderr: expect.stringMatching(
      /^There is such a file already\n {2}path: .*documents.lind.txt\n/,
    ),
  });
  expect(await runCli("source", "add", other, folder, "--id", "lind-1921")).toMatchObject({
    code: 3,
    stdout: "",
  });
  expect(await listProject()).toEqual(before);
});

test.each([
  ["page.html", "text"],
  ["page.txt", "\n<!DOCTYPE html><p>text"],
  ["report.txt", "%PDF-1.7"],
  ["letter.docx", "PK"],
  ["letter.txt", "PK\u0003\u0004"],
])("%s is no plain text: exit 2", async (name, content) => {
  const file = await write(name, content);
  const { code, stdout, stderr } = await runCli("source", "add", file, folder);
  expect({ code, stdout, stderr: place(stderr) }).toEqual({
    code: 2,
    stdout: "",
    stderr: `The document is not plain text\n  path: <root>/${name}\n  Save its words as a .txt file, look it through, and add that.\n`,
  });
});

test("bytes that are no text are issues with their place: exit 1", async () => {
  const file = join(root, "broken.txt");
  await writeFile(file, Buffer.from([0x61, 0x0a, 0x62, 0xff]));
  const before = await listProject();
  const { code, stdout } = await runCli("source", "add", file, folder);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^documents\/broken\.txt:2:2: error \[encoding-invalid\]/);
  expect(await listProject()).toEqual(before);
});

test("wrong words exit 2", async () => {
  await mkdir(join(root, "empty"));
  const codes = [];
  for (const words of [
    ["source"],
    ["source", "add"],
    ["source", "add", join(root, "none.txt"), folder],
  ]) {
    codes.push(await runCli(...words));
  }
  expect(codes.map(({ code, stderr }) => [code, place(stderr).split("\n")[0]])).toEqual([
    [2, "Say what to do: add"],
    [2, "No file is named"],
    [2, "There is no such file"],
  ]);
  const file = await write("a.txt");
  expect((await runCli("source", "add", file, join(root, "empty"))).code).toBe(2);
  expect((await runCli("source", "add", file, folder, "--id", "../x")).code).toBe(2);
});
