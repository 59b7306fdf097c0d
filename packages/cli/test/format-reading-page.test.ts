import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { checkCoverage, checkProject, type SentenceCoverage } from "@sourcebook/ingest";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatReadingPage } from "../src/coverage/format-reading-page.ts";

const faultless = join(import.meta.dirname, "../../ingest/test/fixtures/faultless");
const script = join(import.meta.dirname, "support/read-html.py");

interface ReadPage {
  readonly elements: readonly (readonly string[])[];
  readonly sentences: readonly string[];
}

/** What another reader finds in a page. */
const readHtml = (input: string): ReadPage =>
  JSON.parse(execFileSync("/usr/bin/python3", [script], { input, encoding: "utf8" })) as ReadPage;

test("covered words are marked, uncovered sentences listed with links to their places", async () => {
  const { dataset, files } = await checkProject(faultless);
  if (!dataset) throw new Error("the fixture has no fault");
  const page = formatReadingPage(await checkCoverage(dataset, files));
  expect(page.replace(/<style>.*<\/style>/su, "<style></style>")).toMatchInlineSnapshot(`
    "<!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
    <meta name="referrer" content="no-referrer">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Reading page</title>
    <style></style>
    </head>
    <body>
    <main>
    <h1>Reading page</h1>
    <p class="legend"><span class="claim">Quoted by a claim or citation</span> <span class="claim">in part <sup>60 %</sup></span> <span class="passage">listed as a passage</span> <mark>uncovered</mark></p>
    <nav aria-label="Documents">
    <ul>
    <li><a href="#lind-1921">lind-1921</a>: 10 sentences, 5 uncovered</li>
    </ul>
    </nav>
    <section id="lind-1921">
    <h2>lind-1921</h2>
    <p class="place">lind.txt</p>
    <h3>Uncovered sentences</h3>
    <ul>
    <li><a href="#lind-1921-1-1">1:1</a> <bdi>The Harbour Fire</bdi></li>
    <li><a href="#lind-1921-3-1">3:1</a> <bdi>by Ada Lind</bdi></li>
    <li><a href="#lind-1921-7-57">7:57</a> <bdi>Berg had warned the town council in the summer of 1920.</bdi></li>
    <li><a href="#lind-1921-9-1">9:1</a> <bdi>The council has denied this.¹</bdi></li>
    <li><a href="#lind-1921-9-31">9:31</a> <bdi>The council never paid.</bdi></li>
    </ul>
    <h3>The document</h3>
    <p dir="auto"><span class="place">1</span> <mark id="lind-1921-1-1">The Harbour Fire</mark></p>
    <p dir="auto"><span class="place">3</span> <mark id="lind-1921-3-1">by Ada Lind</mark></p>
    <p dir="auto"><span class="place">5</span> <span class="claim">On 3 May 1921 a fire broke out in the harbour of Varholm.</span> <span class="claim">More than 1,200 people lost their homes.</span></p>
    <p dir="auto"><span class="place">7</span> <span class="claim">“We saw it coming,” said Nils Berg, the harbour master. <sup>60 %</sup></span> <mark id="lind-1921-7-57">Berg had warned the town council in the summer of 1920.</mark></p>
    <p dir="auto"><span class="place">9</span> <mark id="lind-1921-9-1">The council has denied this.¹</mark> <mark id="lind-1921-9-31">The council never paid.</mark></p>
    <p dir="auto"><span class="place">11</span> <span class="claim">¹ Varholm Gazette, June 12, 1921. <sup>96 %</sup></span></p>
    <p dir="auto"><span class="place">13</span> <span class="passage">Share this page</span></p>
    </section>
    </main>
    </body>
    </html>
    "
  `);
});

test("a document can bring no element, attribute or address into the page", () => {
  const unit = fc.constantFrom(
    ..."<>&\"'/=! a;",
    "<script>",
    "</p>",
    "<!--",
    "&lt;",
    "javascript:",
  );
  const texts = fc.sample(fc.string({ unit, minLength: 1 }), { numRuns: 1000, seed: 1988 });
  const states = ["claim", "passage", "none"] as const;
  const sentences = texts.map(
    (text, index): SentenceCoverage => ({
      text,
      start: index,
      end: index + 1,
      line: index + 1,
      column: 1,
      state: states[index % 3] ?? "none",
      share: 1,
    }),
  );
  const page = (shown: readonly SentenceCoverage[]) =>
    formatReadingPage([{ source_id: "a", file: "<a>.txt", sentences: shown, passages: [] }]);
  const plain = sentences.map((sentence) => ({ ...sentence, text: "plain" }));
  const { elements, sentences: shown } = readHtml(page(sentences));
  expect(elements).toEqual(readHtml(page(plain)).elements);
  expect(shown.slice(-texts.length)).toEqual(texts.map((text) => text.replace(/\s+/gu, " ")));
  const addresses = elements.flatMap((element) =>
    element.filter((attribute) => /^(?:src|href|action|style|on\w+)=(?!#)/u.test(attribute)),
  );
  expect(addresses).toEqual([]);
});

test("characters that move or turn text round are shown by their numbers", () => {
  const text = "a\u202eb\u001b[2Jc\ud800";
  const sentence = { text, start: 0, end: 9, line: 1, column: 1, state: "none", share: 0 } as const;
  const coverage = { source_id: "a", file: "a.txt", sentences: [sentence], passages: [] };
  expect(readHtml(formatReadingPage([coverage])).sentences.at(-1)).toBe(
    "a\\u202eb\\u001b[2Jc\\ud800",
  );
});
