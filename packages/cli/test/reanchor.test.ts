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
    stdout: "The document changed and still has every quote. Pin it anew with --write\n",
    stderr: "",
  });
  expect(await readFile(record, "utf8")).toBe(before);
  expect(await runCli("reanchor", "lind-1921", folder, "--write")).toEqual({
    code: 0,
    stdout: "The document changed and still has every quote. It is pinned anew\n",
    stderr: "",
  });
  const after = await readFile(record, "utf8");
  const withoutHash = (text: string) => text.replace(/sha256: \w{64}/, "sha256: …");
  expect(after).not.toBe(before);
  expect(withoutHash(after)).toBe(withoutHash(before));
  expect(await runCli("check", folder)).toMatchObject({ code: 0 });
});

test("quotes that changed or went are listed, and nothing is written", async () => {
  await change("More than 1,200 people", "More than 1,300 people");
  await change("Share this page", "");
  const before = await readFile(record, "utf8");
  const { code, stdout } = await runCli("reanchor", "lind-1921", folder, "--write");
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "sources/lind-1921.yaml:20:28: error [quote-not-found] The quote is not in lind.txt, nor anything like it.
      20 |   - { kind: chrome, quote: Share this page, reason: A link of the web page. }
                                      ^
      Copy the words from the document, exactly as they stand there.

    sources/lind-1921.yaml:33:12: error [quote-not-found] The quote is not in lind.txt; the closest passage, 97 % alike, stands there at 5:59.
      33 |     quote: More than 1,200 people lost their homes.
                      ^
      The document says there: More than 1,300 people lost their homes.

    2 errors
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
