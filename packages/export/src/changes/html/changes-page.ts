import { createHash } from "node:crypto";
import type { ReleaseDiff } from "../../diff/release-diff.ts";
import { countText } from "../../documents/count-text.ts";
import type { Finding, Verdict } from "../../verdict/finding.ts";
import { isHighEnough } from "../../verdict/versions.ts";
import { listFiles } from "../list-changes.ts";
import { verdictSentence } from "../words.ts";
import { Markup, markup, sentenceOf } from "./markup.ts";
import { changesStyle } from "./style.ts";
import { anchorOf, comparedTexts, id, sideCells, tableSection } from "./table-section.ts";

/**
 * A diff and its verdict as one HTML page that needs nothing else: no script, no file, no network.
 *
 * Whatever comes from the data stands in it as text, in a direction of its own.
 *
 * @param diff may list a part of the changes; the page says how many it leaves out
 */
export function changesPage(diff: ReleaseDiff, verdict: Verdict): string {
  const { before, after, tables, properties } = diff;
  const title = `${after.name} ${before.version} → ${after.version}`;
  const files = diff.files ? [...listFiles(diff.files)] : [];
  // The hash lets this one style in, and nothing else.
  const styleHash = createHash("sha256").update(changesStyle).digest("base64");
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(changesStyle)}</style>
</head>
<body>
<a class="skip" href="#changes">Skip to the changes</a>
<header>
<p class="from">What changed in</p>
<h1><bdi>${after.name}</bdi> <span class="versions">${before.version} <span aria-label="to">→</span> ${after.version}</span></h1>
<p class="verdict bump-${verdict.bump}">${bumpBadge(verdict.bump)} ${verdictSentence(verdict)}${versionWords(after.version, verdict)}</p>
</header>
<main>
${findingsSection(verdict.findings)}
${overview(diff)}
<div id="changes" tabindex="-1">
${tables.map((table, at) => tableSection(table, at, [before.version, after.version]))}
</div>
${listSection(
  "About the release",
  properties.map(({ property, before: was, after: is }) => [property, was ?? "", is ?? ""]),
)}
${listSection(
  "Files",
  files.map(({ change, field, before: was, after: is }) => [
    `${change.replace("file_", "")}: ${field}`,
    was,
    is,
  ]),
)}
</main>
</body>
</html>
`.html;
}

function versionWords(version: string, { bump, version: asked }: Verdict): string {
  if (bump === "none" || version === asked.before) return "";
  return isHighEnough(version, asked.required)
    ? ` ${version} is high enough.`
    : ` ${version} is too low.`;
}

const bumpBadge = (bump: string): Markup =>
  markup`<span class="badge bump-${bump}">${bump === "none" ? "no bump" : bump}</span>`;

function findingsSection(findings: readonly Finding[]): Markup {
  return markup`<section aria-labelledby="findings">
<h2 id="findings">Why</h2>
<ul class="findings">
${findings.map(findingItem)}
</ul>
</section>`;
}

function findingItem({
  bump,
  rule,
  level,
  sentence,
  rows = [],
  row_count = 0,
  remedy,
  override,
}: Finding): Markup {
  const told = rows.slice(0, mostIds);
  const more = row_count - told.length;
  return markup`<li>
<p>${bumpBadge(bump)} <strong dir="auto">${sentenceOf(sentence)}</strong> <span class="rule">${rule}${level === "info" ? "" : `, ${level}`}</span></p>
${told.length > 0 && markup`<p class="rows">${told.map((row, at) => markup`${at > 0 && ", "}${id(row.id)}`)}${more > 0 && `, and ${more} more`}</p>`}
${override && markup`<p>Counted as ${bump} instead of ${override.computed}: <bdi>${override.reason}</bdi></p>`}
${remedy !== "Nothing to do." && markup`<p class="remedy">${sentenceOf(remedy)}</p>`}
</li>
`;
}

const mostIds = 8;

function overview({ tables }: ReleaseDiff): Markup | undefined {
  if (tables.length === 0) return undefined;
  const counts = ["before", "after", "added", "removed", "changed", "moved"] as const;
  return markup`<section aria-labelledby="tables">
<h2 id="tables">Tables</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Rows of each table">
<table class="counts">
<thead><tr><th scope="col">table</th>${counts.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${tables.map(
  ({ table, rows }, at) =>
    markup`<tr><th scope="row"><a href="#${anchorOf(at)}"><bdi>${table}</bdi></a></th>${counts.map((name) => markup`<td class="${name}${rows[name] === 0 && " zero"}">${rows[name]}</td>`)}</tr>
`,
)}</tbody>
</table>
</div>
</section>`;
}

function listSection(title: string, lines: readonly (readonly string[])[]): Markup | undefined {
  if (lines.length === 0) return undefined;
  const told = lines.slice(0, mostLines);
  return markup`<section>
<h2>${title}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${title}">
<table class="cells">
<thead><tr><th scope="col">what</th><th scope="col">before</th><th scope="col">after</th></tr></thead>
<tbody>
${told.map(([what = "", was = "", is = ""]) => {
  const { before, after } = comparedTexts(was, is);
  return markup`<tr><th scope="row" dir="auto">${what}</th>${sideCells(before, after)}</tr>
`;
})}</tbody>
</table>
</div>
${lines.length > told.length && markup`<p class="omitted">${countText(lines.length - told.length, "line")} left out here; <code>--format csv</code> lists all.</p>`}
</section>`;
}

const mostLines = 200;
