import type { DocumentCoverage, SentenceCoverage } from "@sourcebook/ingest";
import { escapeControls } from "../issues/escape-controls.ts";

/**
 * Shows the documents sentence by sentence in one HTML page, with what the dataset rests on marked
 * and what it does not rest on listed, so that gaps are visible at a glance. The page is complete in
 * itself: it asks for nothing, runs nothing, and shows every character of a document as text.
 */
export function formatReadingPage(coverage: readonly DocumentCoverage[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Reading page</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1>Reading page</h1>
<p class="legend"><span class="claim">Quoted by a claim or citation</span> <span class="claim">in part <sup>60 %</sup></span> <span class="passage">listed as a passage</span> <mark>uncovered</mark></p>
<nav aria-label="Documents">
<ul>
${coverage.map(formatEntry).join("\n")}
</ul>
</nav>
${coverage.map(formatDocument).join("\n")}
</main>
</body>
</html>
`;
}

const STYLE = `:root { color-scheme: light dark; }
body { font: 1rem/1.7 Georgia, serif; margin: 2rem auto; max-width: 42rem; padding: 0 1rem; }
h1, h2, h3, nav, .legend, .place { font-family: system-ui, sans-serif; }
.claim { background: light-dark(#e3f1e3, #1e3a24); }
.passage { border-bottom: 2px dotted light-dark(#767676, #a0a0a0); }
mark { background: light-dark(#ffd9d2, #6d1f12); color: inherit; outline: 2px solid light-dark(#b3261e, #ff8a75); }
mark:target { outline-width: 4px; }
.place, sup { color: light-dark(#595959, #b5b5b5); font-size: 0.75rem; }`;

function formatEntry({ source_id: id, sentences }: DocumentCoverage): string {
  const uncovered = sentences.filter(isUncovered).length;
  return `<li><a href="#${escapeHtml(id)}">${escapeHtml(id)}</a>: ${sentences.length} sentences, ${uncovered} uncovered</li>`;
}

function formatDocument({ source_id: id, file, sentences }: DocumentCoverage): string {
  const uncovered = sentences.filter(isUncovered);
  const gaps = uncovered.map(
    (sentence) =>
      `<li><a href="#${anchorOf(id, sentence)}">${placeOf(sentence)}</a> <bdi>${escapeHtml(sentence.text)}</bdi></li>`,
  );
  return `<section id="${escapeHtml(id)}">
<h2>${escapeHtml(id)}</h2>
<p class="place">${escapeHtml(file)}</p>
<h3>Uncovered sentences</h3>
${gaps.length === 0 ? "<p>None.</p>" : `<ul>\n${gaps.join("\n")}\n</ul>`}
<h3>The document</h3>
${groupByLine(sentences)
  .map((line) => formatLine(id, line))
  .join("\n")}
</section>`;
}

function formatLine(id: string, line: readonly SentenceCoverage[]): string {
  const words = line.map((sentence) => formatSentence(id, sentence)).join(" ");
  return `<p dir="auto"><span class="place">${line[0]?.line ?? ""}</span> ${words}</p>`;
}

function formatSentence(id: string, sentence: SentenceCoverage): string {
  const { state, share, text } = sentence;
  if (state === "none") return `<mark id="${anchorOf(id, sentence)}">${escapeHtml(text)}</mark>`;
  const part = share < 1 ? ` <sup>${Math.round(share * 100)} %</sup>` : "";
  return `<span class="${state}">${escapeHtml(text)}${part}</span>`;
}

function groupByLine(sentences: readonly SentenceCoverage[]): SentenceCoverage[][] {
  const lines: SentenceCoverage[][] = [];
  for (const sentence of sentences) {
    const last = lines.at(-1);
    if (last?.[0]?.line === sentence.line) last.push(sentence);
    else lines.push([sentence]);
  }
  return lines;
}

const isUncovered = ({ state }: SentenceCoverage): boolean => state === "none";

const placeOf = ({ line, column }: SentenceCoverage): string => `${line}:${column}`;

const anchorOf = (id: string, { line, column }: SentenceCoverage): string =>
  `${escapeHtml(id)}-${line}-${column}`;

/** Text that HTML shows as it is, inside an element as well as in a quoted attribute. */
const escapeHtml = (text: string): string =>
  text
    .split(/(\s+)/u)
    .map((part) => (/^\s/u.test(part) ? " " : escapeControls(part)))
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
