import { cellText } from "../diff/cells.ts";
import { formatKey } from "../diff/keys.ts";
import type { CellChange, ReleaseDiff, RowChange, TableDiff } from "../diff/release-diff.ts";
import { code, page, plain, prose, table } from "../documents/markdown.ts";
import type { Finding, Verdict } from "../verdict/finding.ts";
import { rowCountCells, rowCountHeadings, verdictSentence } from "./words.ts";

/**
 * A diff and its verdict as a Markdown page: what it means, why, how many rows, and the rows as far as the
 * diff lists them.
 */
export function changesMarkdown(diff: ReleaseDiff, verdict: Verdict): string {
  const { before, after, tables } = diff;
  return page(
    `# ${plain(before.name)} ${before.version} and ${after.version}`,
    `**${plain(verdictSentence(verdict))}**`,
    "## Findings",
    table(["bump", "rule", "what changed", "rows", "what to do"], verdict.findings.map(findingRow)),
    tables.length === 0 ? undefined : "## Tables",
    tables.length === 0
      ? undefined
      : table(
          ["table", ...rowCountHeadings.map((heading) => `${heading}:`)],
          tables.map((each) => [code(each.table), ...rowCountCells(each.rows)]),
        ),
    ...tables.filter(({ changes }) => changes.length > 0).flatMap(tableBlocks),
  );
}

const findingRow = ({ bump, rule, sentence, rows = [], row_count = 0, ...about }: Finding) => [
  bump,
  rule,
  plain(sentence),
  [
    ...rows.slice(0, mostIds).map(({ id }) => code(id)),
    ...(row_count > mostIds ? [`${row_count - mostIds} more`] : []),
  ].join(", "),
  prose(
    about.override
      ? `Decided, ${about.override.computed} otherwise: ${about.override.reason}`
      : about.remedy,
  ),
];

const mostIds = 5;

function tableBlocks({ table: name, changes, omitted }: TableDiff): readonly string[] {
  return [
    `### ${code(name)}`,
    table(["row", "what", "column", "before", "after"], changes.flatMap(rowLines)),
    ...(omitted > 0 ? [`${omitted} more are not listed here.`] : []),
  ];
}

function rowLines(change: RowChange): readonly (readonly string[])[] {
  const id = code(formatKey(change.key));
  switch (change.change) {
    case "added":
      return [[id, "added", "", "", ""]];
    case "removed": {
      const { retired } = change;
      return [
        [id, retired ? plain(`${retired.status}: ${retired.reason}`) : "removed", "", "", ""],
      ];
    }
    case "moved":
      return [[id, "moved", "", code(formatKey(change.from)), id], ...cellLines(id, change.cells)];
    case "changed":
      return cellLines(id, change.cells);
  }
}

const cellLines = (id: string, cells: readonly CellChange[]): readonly (readonly string[])[] =>
  cells.map(({ field, before, after }) => [
    id,
    "changed",
    code(field),
    before === undefined ? "" : code(cellText(before)),
    after === undefined ? "" : code(cellText(after)),
  ]);
