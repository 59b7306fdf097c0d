import { cellText } from "../../diff/cells.ts";
import { formatKey } from "../../diff/keys.ts";
import type { CellChange, RowChange, TableDiff } from "../../diff/release-diff.ts";
import { countText, groupDigits } from "../../documents/count-text.ts";
import { compareWords, type Words } from "./compare-words.ts";
import { type Markup, markup } from "./markup.ts";

/** Where the section of a table begins; names of tables may hold anything. */
export const anchorOf = (at: number): string => `table-${at + 1}`;

/** An id, as it is, in a direction of its own. */
export const id = (text: string): Markup => markup`<bdi class="id">${shortened(text)}</bdi>`;

/** What happened to a table: its columns, then its rows side by side. */
export function tableSection(
  diff: TableDiff,
  at: number,
  [before, after]: readonly [string, string],
): Markup {
  const { table, changes, omitted } = diff;
  return markup`<section class="table" aria-labelledby="${anchorOf(at)}">
<h2 id="${anchorOf(at)}"><bdi>${table}</bdi></h2>
${shapeWords(diff)}
${
  changes.length > 0 &&
  markup`<div class="scroll" tabindex="0" role="region" aria-label="Changes in ${table}">
<table class="cells">
<thead><tr><th scope="col">row</th><th scope="col">column</th><th scope="col">before, ${before}</th><th scope="col">after, ${after}</th></tr></thead>
${changes.map((change) => rowBody(change, diff.primary_key))}</table>
</div>`
}
${omitted > 0 && markup`<p class="omitted">${countText(omitted, "more change")} not shown here; <code>--format csv</code> lists all.</p>`}
</section>
`;
}

function shapeWords(diff: TableDiff): Markup | undefined {
  const name = (field: string): Markup => markup`<bdi class="field">${field}</bdi>`;
  const lines = [
    diff.change === "added" && markup`The table is new: ${countText(diff.rows.after, "row")}.`,
    diff.change === "removed" && markup`The table is gone: ${countText(diff.rows.before, "row")}.`,
    diff.renamed_from !== undefined && markup`Was named ${name(diff.renamed_from)}.`,
    ...diff.fields_added.map((field) => markup`Column added: ${name(field)}.`),
    ...diff.fields_removed.map((field) => markup`Column removed: ${name(field)}.`),
    ...diff.fields_renamed.map(
      ({ from, to, equal, of }) =>
        markup`Column renamed: ${name(from)} is now ${name(to)} (${groupDigits(equal)} of ${groupDigits(of)} cells the same).`,
    ),
    ...diff.fields_retyped.map(
      ({ field, before, after }) =>
        markup`Column of another type: ${name(field)} was ${before} and is ${after}.`,
    ),
    diff.fields_reordered && markup`The columns stand in another order.`,
    !diff.keys_comparable && markup`The primary key is another one, so no row can be met again.`,
  ].filter((line) => line !== false);
  if (lines.length === 0) return undefined;
  return markup`<ul class="shape">${lines.map((line) => markup`<li>${line}</li>`)}</ul>`;
}

interface CellLine {
  readonly field: string;
  /** It tells of the key itself, not of a field that is part of it. */
  readonly isKey?: true;
  readonly before: Markup;
  readonly after: Markup;
  readonly reason?: string | undefined;
}

function rowBody(change: RowChange, primaryKey: readonly string[]): Markup {
  const lines = linesOf(change).filter(({ field, isKey }) => isKey || !primaryKey.includes(field));
  const [first, ...rest] = lines.length > 0 ? lines : [emptyLine];
  const head = markup`<th scope="rowgroup" rowspan="${1 + rest.length}">${id(formatKey(change.key))}${rowWords(change)}</th>`;
  return markup`<tbody class="${change.change}">
<tr>${head}${first && cells(first)}</tr>
${rest.map(
  (line) => markup`<tr>${cells(line)}</tr>
`,
)}</tbody>
`;
}

const emptyLine: CellLine = { field: "", before: markup``, after: markup`` };

const cells = ({ field, before, after, reason }: CellLine): Markup =>
  markup`<th scope="row"><bdi class="field">${field}</bdi>${reason !== undefined && markup`<p class="reason" dir="auto">${reason}</p>`}</th>${sideCells(before, after)}`;

/** The two cells of a line, with their names for where there is no room for columns. */
export const sideCells = (before: Markup, after: Markup): Markup =>
  markup`<td data-side="before"><div dir="auto">${before}</div></td><td data-side="after"><div dir="auto">${after}</div></td>`;

function rowWords(change: RowChange): Markup {
  switch (change.change) {
    case "added":
      return markup`<p class="tag">added</p>`;
    case "changed":
      return markup`<p class="tag">changed</p>`;
    case "moved":
      return markup`<p class="tag">moved: the same content under another id</p>${retiredWords(change)}`;
    case "removed":
      return markup`<p class="tag">${change.redacted ? "removed for safety" : "removed"}</p>${retiredWords(change)}${change.reason !== undefined && markup`<p class="reason" dir="auto">${change.reason}</p>`}`;
  }
}

const retiredWords = ({
  retired,
}: Extract<RowChange, { from?: unknown } | { retired?: unknown }>) =>
  retired &&
  markup`<p class="reason" dir="auto">${retired.status}: ${retired.reason}</p>${retired.replaced_by !== undefined && markup`<p>now ${id(retired.replaced_by)}</p>`}`;

function linesOf(change: RowChange): readonly CellLine[] {
  switch (change.change) {
    case "added":
      return Object.entries(change.cells).map(([field, cell]) => ({
        field,
        before: markup``,
        after: markup`<ins>${shortened(cellText(cell))}</ins>`,
      }));
    case "removed":
      return Object.entries(change.cells).map(([field, cell]) => ({
        field,
        before: markup`<del>${shortened(cellText(cell))}</del>`,
        after: markup``,
      }));
    case "changed":
      return change.cells.map(comparedLine);
    case "moved": {
      const [before, after] = [change.from, change.key].map((key) => id(formatKey(key)));
      const ids = { before: markup`<del>${before}</del>`, after: markup`<ins>${after}</ins>` };
      return [{ field: "id", isKey: true, ...ids }, ...change.cells.map(comparedLine)];
    }
  }
}

const comparedLine = ({ field, before, after, reason }: CellChange): CellLine => ({
  field,
  ...comparedTexts(cellText(before), cellText(after)),
  reason,
});

/** Two texts, each with what the other does not have marked. */
export function comparedTexts(
  before: string,
  after: string,
): { readonly before: Markup; readonly after: Markup } {
  const compared = compareWords(before, after);
  return { before: words(compared.before, "del"), after: words(compared.after, "ins") };
}

const words = (parts: readonly Words[], mark: "ins" | "del"): Markup =>
  markup`${parts.map(({ kind, text }) => {
    if (kind === "gap") return gap(text.length);
    if (kind === "same") return markup`${shortened(text)}`;
    return mark === "ins"
      ? markup`<ins>${shortened(text)}</ins>`
      : markup`<del>${shortened(text)}</del>`;
  })}`;

const gap = (characters: number): Markup =>
  markup`<span class="gap">… ${groupDigits(characters)} characters that are the same …</span>`;

/** Of a text that is too long for a page, the beginning, and how much is left out. */
function shortened(text: string): Markup {
  if (text.length <= mostCharacters) return markup`${text}`;
  const kept = text
    .slice(0, mostCharacters)
    .toWellFormed()
    .replace(/\ufffd$/, "");
  return markup`${kept}<span class="gap">… ${groupDigits(text.length - kept.length)} more characters</span>`;
}

const mostCharacters = 3000;
