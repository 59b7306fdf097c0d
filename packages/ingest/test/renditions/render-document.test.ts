import { readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { renderDocument } from "../../src/index.ts";

const folder = new URL("../fixtures/renditions/", import.meta.url);
const read = (name: string) => readFile(new URL(name, folder));

// The plain text beside each document is what a reader of it sees; a change of it raises RENDITION_VERSION.
test.each([
  ["article.html", "sourcebook rendition 1, html-to-text 10.0.1", "The Harbour\u00a0Fire"],
  [
    "article.docx",
    "sourcebook rendition 1, mammoth 1.13.0, html-to-text 10.0.1",
    "The Harbour\u00a0Fire",
  ],
  ["article.pdf", "sourcebook rendition 1, unpdf 1.8.1", undefined],
  ["article.md", "sourcebook rendition 1, marked 18.2.1, html-to-text 10.0.1", "The Harbour Fire"],
])("%s has the plain text that lies beside it, each time", async (name, tool, title) => {
  const bytes = await read(name);
  const rendered = await renderDocument(name, bytes);
  if (process.env.SOURCEBOOK_RENDITIONS && rendered.ok) {
    await writeFile(new URL(`${name}.txt`, folder), rendered.text);
  }
  expect(rendered).toEqual({
    ok: true,
    tool,
    ...(title !== undefined && { title }),
    text: await readFile(new URL(`${name}.txt`, folder), "utf8"),
  });
  expect(await renderDocument(name, bytes)).toEqual(rendered);
});

test("a page says its encoding itself", async () => {
  const page =
    '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>caf\xe9 \x93no\x94';
  expect(await renderDocument("old.html", Buffer.from(page, "latin1"))).toMatchObject({
    text: "café “no”\n",
  });
});

const text = (name: string, content: string) => renderDocument(name, Buffer.from(content));

test("what a page would run, load or hide is none of its words", async () => {
  const page = `<base href="https://example.org/"><script src="x.js">run()</script><p onclick="run()">a
    <img src="https://example.org/b.png" onerror="run()" alt="c"><iframe src="/d">e</iframe>
    <svg><script>run()</script></svg><style>p{background:url(https://example.org)}</style><p hidden>f</p>g`;
  expect(await text("page.html", page)).toMatchObject({ text: "a\n\ng\n" });
});

test.each([
  ["latin.html", Buffer.from("<p>caf\xe9", "latin1"), "encoding-invalid", 1],
  ["nul.md", Buffer.from("ab\ncd\u0001"), "control-character", 2],
  ["pictures.html", Buffer.from("<img src=a>"), "rendition-failed", undefined],
  ["letter.pdf", Buffer.from("Dear all"), "rendition-failed", undefined],
  ["cut.pdf", (await read("article.pdf")).subarray(0, 900), "rendition-failed", undefined],
  ["cut.docx", (await read("article.docx")).subarray(0, 900), "rendition-failed", undefined],
  ["letter.docx", Buffer.from("Dear all"), "rendition-failed", undefined],
])("%s is an issue at its place", async (name, bytes, code, line) => {
  const rendered = await renderDocument(name, bytes);
  expect(rendered).toMatchObject({ ok: false, issues: [{ code, file: `documents/${name}` }] });
  expect(rendered.ok ? undefined : rendered.issues[0]?.line).toBe(line);
});
