import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";

const faultless = fileURLToPath(new URL("../../ingest/test/fixtures/faultless", import.meta.url));
let folder: string;
let document: string;
let record: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sourcebook-"));
  await cp(faultless, folder, { recursive: true });
  document = join(folder, "documents", "lind.txt");
  record = join(folder, "sources", "lind-1921.yaml");
});
afterEach(() => rm(folder, { recursive: true }));

async function change(from: string, to: string) {
  const text = await readFile(document, "utf8");
  expect(text).toContain(from);
  await writeFile(document, text.replace(from, to));
}

test("a document that did not change", async () => {
  expect(await runCli("reanchor", "lind-1921", folder)).toEqual({
    code: 0,
    stdout: "The document is the one that was pinned\n",
    stderr: "",
  });
});

test("a document that still has every quote is pinned anew, on demand only", async () => {
  await change("On 3 May 1921 a fire", "A new line.\n\nOn 3 May 1921\n a fire");
  const before = await readFile(record, "utf8");
  expect(await runCli("reanchor", "lind-1921", folder)).toEqual({
    code: 1,
    stdout: "6 quotes: 6 kept\nThe document changed. Pin it anew with --write\n",
    stderr: "",
  });
  expect(await readFile(record, "utf8")).toBe(before);
  expect(await runCli("reanchor", "lind-1921", folder, "--write")).toEqual({
    code: 0,
    stdout: "6 quotes: 6 kept\nThe document changed. It is pinned anew\n",
    stderr: "",
  });
  const after = await readFile(record, "utf8");
  const withoutHash = (text: string) => text.replace(/sha256: \w{64}/, "sha256: …");
  expect(after).not.toBe(before);
  expect(withoutHash(after)).toBe(withoutHash(before));
  expect(await runCli("check", folder)).toMatchObject({ code: 0 });
});

test("with the text as it was, what moved is told", async () => {
  const before = join(folder, "before.txt");
  await cp(document, before);
  await change("More than 1,200 people", "A line more.\n\nMore than 1,200 people");
  const { stdout } = await runCli("reanchor", "lind-1921", folder, "--before", before);
  expect(stdout).toMatchInlineSnapshot(`
    "@@ sources/lind-1921.yaml:20:28 moved from 13:1 to 15:1 @@
     Share this page

    @@ sources/lind-1921.yaml:33:12 moved from 5:59 to 7:1 @@
     More than 1,200 people lost their homes.

    @@ sources/lind-1921.yaml:40:12 moved from 7:1 to 9:1 @@
     "We saw it coming," said Nils Berg

    @@ sources/lind-1921.yaml:43:13 moved from 9:1 to 11:1 @@
     The council has denied this.¹

    @@ sources/lind-1921.yaml:44:11 moved from 11:1 to 13:1 @@
     ¹ Varholm Gazette, June 12, 1921.

    6 quotes: 1 kept, 5 moved
    The document changed. Pin it anew with --write
    "
  `);

  await writeFile(before, "another text");
  expect(await runCli("reanchor", "lind-1921", folder, "--before", before)).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/^The file is not the text that is pinned\n/),
  });
});

test("a quote that stands twice now is no quote that is kept", async () => {
  await change(
    "More than 1,200 people lost their homes.",
    "More than 1,200 people lost their homes. More than 1,200 people lost their homes.",
  );
  const { code, stdout } = await runCli("reanchor", "lind-1921", folder, "--write");
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "@@ sources/lind-1921.yaml:33:12 unclear @@
     More than 1,200 people lost their homes.

    6 quotes: 5 kept, 1 unclear

    sources/lind-1921.yaml:33:12: error [quote-repeats] The quote stands twice in lind.txt: at 5:59, 5:100.
      33 |     quote: More than 1,200 people lost their homes.
                      ^
      Write it with "exact:", and add the line of the place that is meant:
        suffix: "More"  # 5:59
        suffix: "\\"We"  # 5:100

    1 error
    The document changed. Mend those records by hand, then run this again
    "
  `);
});

test("quotes that changed or went are listed, and nothing is written", async () => {
  await change("More than 1,200 people", "More than 1,300 people");
  await change("Share this page", "");
  const before = await readFile(record, "utf8");
  const { code, stdout } = await runCli("reanchor", "lind-1921", folder, "--write");
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "@@ sources/lind-1921.yaml:20:28 lost @@
    -Share this page

    @@ sources/lind-1921.yaml:33:12 changed 97 % alike, at 5:59 @@
    -More than 1,200 people lost their homes.
    +More than 1,300 people lost their homes.

    6 quotes: 4 kept, 1 changed, 1 lost
    The document changed. Mend those records by hand, then run this again
    "
  `);
  expect(await readFile(record, "utf8")).toBe(before);
  const { stdout: json } = await runCli("reanchor", "lind-1921", folder, "--json");
  const { state, issues } = JSON.parse(json);
  expect([
    state,
    issues.map(({ code, line }: { code: string; line: number }) => [code, line]),
  ]).toEqual([
    "changed",
    [
      ["quote-not-found", 20],
      ["quote-not-found", 33],
    ],
  ]);
});

test("a source that there is not, and one without its document, exit 2", async () => {
  expect(await runCli("reanchor", "lind", folder)).toMatchObject({ code: 2, stdout: "" });
  await rm(document);
  const { code, stderr } = await runCli("reanchor", "lind-1921", folder);
  expect({ code, stderr: stderr.replaceAll(folder, "<folder>") }).toEqual({
    code: 2,
    stderr:
      "The source pins no document that is there\n  path: <folder>/sources/lind-1921.yaml\n  See sourcebook check\n",
  });
});
