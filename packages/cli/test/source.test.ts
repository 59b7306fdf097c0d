import { createHash } from "node:crypto";
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Issue } from "@sourcebook/schema";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
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
  ["page.txt", "\n<!DOCTYPE html><p>text", "HTML by its first bytes, but not by its name"],
  ["report.txt", "%PDF-1.7", "PDF by its first bytes, but not by its name"],
  ["letter.doc", "text", "of a kind that is not read"],
  ["letter.txt", "PK\u0003\u0004", "of a kind that is not read"],
  ["letter.rtf", "{\\rtf1", "of a kind that is not read"],
])("%s is refused: exit 2", async (name, content, reason) => {
  const file = await write(name, content);
  const { code, stdout, stderr } = await runCli("source", "add", file, folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(place(stderr)).toContain(`The document is ${reason}\n  path: <root>/${name}\n`);
});

describe("a document that is no plain text", () => {
  const renditions = fileURLToPath(
    new URL("../../ingest/test/fixtures/renditions", import.meta.url),
  );
  const add = (name: string) =>
    runCli("source", "add", join(renditions, name), folder, "--id", "article");
  const record = () => readFile(join(folder, "sources", "article.yaml"), "utf8");
  const fillIn = async (claims = "") => {
    const text = (await record())
      .replace("authors: []", "authors: [ada-lind]")
      .replace("published_basis:", "published_basis: stated")
      .replace("language:", "language: en")
      .replace("rights:", "rights: CC0-1.0");
    await writeFile(join(folder, "sources", "article.yaml"), `${text}${claims}`);
  };
  const claim = `claims:
  - { id: fire, subject: harbour-fire, predicate: took_place, quote: "a fire broke out in the harbour of Varholm.¹" }
`;

  test.each(["article.html", "article.docx", "article.pdf", "article.md"])(
    "%s gets its plain text beside it, and both are pinned",
    async (name) => {
      expect(await add(name)).toEqual({
        code: 0,
        stdout: `documents/${name}\ndocuments/${name}.txt\nsources/article.yaml\n`,
        stderr: `Look documents/${name}.txt through: quotes refer to it\nFill in what is empty in sources/article.yaml: sourcebook check says what\n`,
      });
      expect(await readFile(join(folder, "documents", name))).toEqual(
        await readFile(join(renditions, name)),
      );
      const text = await readFile(join(folder, "documents", `${name}.txt`), "utf8");
      expect(text).toBe(await readFile(join(renditions, `${name}.txt`), "utf8"));
      const hash = createHash("sha256").update(text).digest("hex");
      expect(await record()).toMatch(
        new RegExp(
          `rendition:\n    sha256: ${hash}\n    tool: sourcebook rendition 1, .+ [0-9.]+\n`,
        ),
      );
    },
  );

  test("quotes refer to the plain text, and check verifies both pins", async () => {
    await add("article.html");
    await fillIn(claim);
    expect(await runCli("check", folder)).toMatchObject({ code: 0, stdout: "No issues\n" });
    expect((await runCli("fmt", folder, "--check")).code).toBe(1);
    await runCli("fmt", folder);
    expect(await runCli("check", folder)).toMatchObject({ code: 0, stdout: "No issues\n" });

    const documents = join(folder, "documents");
    await appendFile(join(documents, "article.html"), "<!-- changed -->");
    await appendFile(join(documents, "article.html.txt"), "More.\n");
    const { code, stdout } = await runCli("check", folder, "--json");
    const told = JSON.parse(stdout).issues.map(
      ({ code, file, message }: Issue) => `${file} ${code} ${message}`,
    );
    expect({ code, told }).toEqual({
      code: 1,
      told: [
        "sources/article.yaml document-changed The file documents/article.html has other bytes than when it was pinned.",
        "sources/article.yaml document-changed The file documents/article.html.txt has other bytes than when it was pinned.",
      ],
    });

    await rm(join(documents, "article.html.txt"));
    expect((await runCli("check", folder)).stdout).toContain(
      "There is no documents/article.html.txt, the plain text of article.html.",
    );
  });

  test("its head is proposed from the words below its title", async () => {
    await add("article.html");
    expect((await record()).replace(/[0-9a-f]{64}/g, "…")).toBe(`source:
  id: article
  file: article.html
  sha256: …
  rendition:
    sha256: …
    tool: sourcebook rendition 1, html-to-text 10.0.1
  title: The Harbour\u00a0Fire
  authors: [] # the ids of those who wrote it, as in the registry
  credit: By Ada Lind, June 3, 1922
  published: 1922-06-03
  published_basis: # stated, inferred or unknown
  language: # a BCP 47 tag, such as en
  rights: # what the document says of its rights; otherwise: not stated
`);
  });

  test("without a pinned plain text, check says how to get one", async () => {
    await add("article.pdf");
    await fillIn();
    const text = await record();
    await writeFile(
      join(folder, "sources", "article.yaml"),
      text.replace(/ {2}rendition:\n.*\n.*\n/, ""),
    );
    expect((await runCli("check", folder)).stdout).toContain(
      "[rendition-missing] article.pdf is no plain text, and no rendition of it is pinned.",
    );
  });

  test("reanchor makes the plain text anew, and pins both", async () => {
    await add("article.html");
    await fillIn(claim);
    const path = join(folder, "documents", "article.html");
    const page = await readFile(path, "utf8");
    await writeFile(path, page.replace("<nav>", "<nav>New: ").replace("1921 a", "1921, a"));
    expect(await runCli("reanchor", "article", folder, "--write")).toEqual({
      code: 0,
      stdout: "1 quote: 1 kept\nThe document changed. It is pinned anew\n",
      stderr: "",
    });
    expect(await readFile(`${path}.txt`, "utf8")).toContain("New: Home News\n");
    expect(await runCli("check", folder)).toMatchObject({ code: 0, stdout: "No issues\n" });

    await writeFile(path, page.replace("broke out", "began"));
    const { code, stdout } = await runCli("reanchor", "article", folder, "--write");
    expect(code).toBe(1);
    expect(stdout).toContain("-a fire broke out in the harbour of Varholm.¹\n+a fire began");
    expect(await readFile(`${path}.txt`, "utf8")).toContain("broke out");
  });

  test("a release holds both when the rights of the document allow it", async () => {
    await add("article.html");
    await fillIn(claim);
    const releases = join(root, "releases");
    expect((await runCli("cut", folder, "--releases", releases)).code).toBe(0);
    const [name = ""] = await readdir(releases);
    const [version = ""] = await readdir(join(releases, name));
    const sources = join(releases, name, version, "sources");
    expect(await readdir(sources)).toEqual(["article.html", "article.rendition.txt"]);
    expect((await runCli("verify", join(releases, name, version))).code).toBe(0);
    const table = await readFile(join(releases, name, version, "data", "sources.csv"), "utf8");
    expect(table).toContain(",article.html.txt,");
  });

  test("nothing is left behind when a file is in the way", async () => {
    await writeFile(join(folder, "documents", "article.html.txt"), "Mine.\n");
    const before = await listProject();
    expect(await add("article.html")).toMatchObject({ code: 3, stdout: "" });
    expect(await listProject()).toEqual(before);
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
