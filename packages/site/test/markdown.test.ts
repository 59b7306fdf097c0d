import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { Markdown } from "../src/markdown/markdown.tsx";

const render = (text: string): string =>
  renderToString(
    h(Markdown, {
      text,
      findLink: (address) => (address === "CODEBOOK.md" ? "codebook/index.html" : undefined),
    }),
  )
    .replace(/^<div class="prose">/, "")
    .replace(/<\/div>$/, "");

test("a page of a release is what its Markdown says", () => {
  expect(
    render(
      [
        "# Title of `it`",
        "",
        "Words in **bold** and *italics*, \\[escaped\\], see [the codebook](CODEBOOK.md).",
        "",
        "- one",
        "- two",
        "",
        "> quoted",
        "",
        "| file | rows |",
        "| --- | ---: |",
        "| a | 1 |",
      ].join("\n"),
    ),
  ).toMatchInlineSnapshot(
    `"<h1 id="title-of-it">Title of <code>it</code></h1><p>Words in <strong>bold</strong> and <em>italics</em>, [escaped], see <a href="codebook/index.html" rel="noreferrer">the codebook</a>.</p><ul><li>one</li><li>two</li></ul><blockquote><p>quoted</p></blockquote><div class="scroll" role="group" aria-label="Table" tabindex="0"><table><thead><tr><th scope="col">file</th><th scope="col" class="number">rows</th></tr></thead><tbody><tr><td>a</td><td class="number">1</td></tr></tbody></table></div>"`,
  );
});

test("HTML is shown as the text that it is, and pictures are left to their words", () => {
  expect(
    render("a <b>bold</b> ![alt](https://evil.example/x.png)\n\n<script>alert(1)</script>"),
  ).toBe("<p>a &lt;b>bold&lt;/b> alt</p><p>&lt;script>alert(1)&lt;/script></p>");
});

test("a link leads only where it is known to", () => {
  expect(render("[x](javascript:alert(1)) [y](//evil.example) <https://evil.example>")).toBe(
    "<p><span>x</span> <span>y</span> <span>https://evil.example</span></p>",
  );
});

test("links within a page lead to its headings, as on GitHub", () => {
  expect(render("[a](#quotations_flat) [b](#a-1) [c](#c)\n\n## quotations_flat\n## A\n## A")).toBe(
    '<p><a href="#quotations_flat" rel="noreferrer">a</a> <a href="#a-1" rel="noreferrer">b</a> ' +
      '<span>c</span></p><h2 id="quotations_flat">quotations_flat</h2><h2 id="a">A</h2>' +
      '<h2 id="a-1">A</h2>',
  );
});
