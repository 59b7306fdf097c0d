import type { Bump } from "@sourcebook/schema";
import { cellText } from "../diff/cells.ts";
import { formatKey } from "../diff/keys.ts";
import type { Survey, SurveyedTable } from "../diff/survey-releases.ts";
import { countText, groupDigits } from "../documents/count-text.ts";
import { code, list, page, plain, table } from "../documents/markdown.ts";
import type { Finding, FindingRow, Verdict } from "../verdict/finding.ts";
import { ruleOf } from "../verdict/rules.ts";
import type { YankedRelease } from "../versions.ts";
import { changeSections, sectionOf } from "./change-sections.ts";
import { rowCountCells, rowCountHeadings } from "./words.ts";

/**
 * The page CHANGELOG.md, for those who use the data: what breaks first, each change with what to do about it.
 *
 * Its size does not grow with the data: of the rows under a finding, and of the values that changed in a table,
 * it shows the first 20 and says how many there are; changes.csv has them all.
 *
 * @param changes as they may be published; without them this is the first release
 */
export async function formatChangelog(
  title: string,
  changes?: {
    readonly survey: Survey;
    readonly verdict: Verdict;
    readonly yanked: readonly YankedRelease[];
  },
): Promise<string> {
  const heading = `# Changes in ${plain(title)}`;
  if (!changes) {
    return page(heading, "This is the first release: there is none before it to compare it with.");
  }
  const { survey, verdict, yanked } = changes;
  const { before, tables } = survey;
  return page(
    heading,
    `Compared with version ${before.version}. **${bumpSentences[verdict.bump]}**${isEarly(before.version) ? ` ${earlySentence}` : ""}`,
    ...yanked.map(
      ({ version, since, reason }) =>
        `Version ${version} is yanked since ${since}: ${plain(reason)}`,
    ),
    ...changeSections.flatMap((section) => {
      const findings = verdict.findings.filter((finding) => sectionOf(finding) === section);
      return findings.length === 0 ? [] : [`## ${section}`, ...findings.flatMap(findingBlocks)];
    }),
    ...(tables.length === 0 ? [] : ["## Rows", rowCounts(tables)]),
    ...(await valueBlocks(tables)),
    "## Every change",
    "[changes.csv](changes.csv) has every change on a line of its own, [changes.json](changes.json) the same for programs. What a rule means: `sourcebook explain SV024`.",
  );
}

const isEarly = (version: string): boolean => version.startsWith("0.");

const earlySentence =
  "Below 1.0.0, a major change raises the second number of the version, and all others the third.";

const bumpSentences: Readonly<Record<Bump, string>> = {
  major: "This is a major change: code, joins or results that rest on that version may break.",
  minor: "This is a minor change: there is more than before, or values are others.",
  patch: "This is a patch: corrections and descriptions.",
  none: "The data is the same.",
};

function findingBlocks(finding: Finding): readonly string[] {
  const { rule, bump, sentence, rows = [], row_count = 0, override } = finding;
  const told = rows.slice(0, mostRows);
  const withWords = told.filter(hasWords);
  const ids = told.filter((row) => !hasWords(row)).map(({ id }) => code(id));
  const more = row_count - told.length;
  return [
    `### ${plain(sentence)}`,
    `${plain(ruleOf(rule).advice)} (${rule}, ${bump})`,
    ...(override
      ? [`Counted as ${bump} instead of ${override.computed}: ${plain(override.reason)}`]
      : []),
    ...(withWords.length > 0 ? [list(withWords.map(rowWords))] : []),
    ...(ids.length > 0 ? [ids.join(", ")] : []),
    ...(more > 0 && told.length > 0 ? [`And ${groupDigits(more)} more.`] : []),
    ...(rule === "SV031" ? ["Which rows they are, and what they said, is not told."] : []),
  ];
}

// Of the rows under a finding, and of the values that changed in a table.
const mostRows = 20;

const hasWords = ({ reason, replaced_by }: FindingRow): boolean =>
  reason !== undefined || replaced_by !== undefined;

const rowWords = ({ id, fields = [], replaced_by, reason }: FindingRow): string =>
  [
    code(id),
    ...(replaced_by === undefined ? [] : [` is now ${code(replaced_by)}`]),
    ...(fields.length === 0 ? [] : [` (${fields.map(code).join(", ")})`]),
    ...(reason === undefined ? [] : [`: ${plain(reason)}`]),
  ].join("");

const rowCounts = (tables: readonly SurveyedTable[]): string =>
  table(
    ["table", ...rowCountHeadings.map((heading) => `${heading}:`)],
    tables.map(({ shape }) => [code(shape.table), ...rowCountCells(shape.rows)]),
  );

async function valueBlocks(tables: readonly SurveyedTable[]): Promise<readonly string[]> {
  const blocks: string[] = [];
  for (const surveyed of tables) {
    const { shape } = surveyed;
    const lines = shape.rows.changed === 0 ? [] : await firstValues(surveyed);
    if (lines.length === 0) continue;
    blocks.push(
      `### Values in ${code(shape.table)}`,
      table(["row", "column", "before", "after", "why"], lines),
    );
    if (lines.length === mostRows) {
      blocks.push(`The first ${mostRows}, of ${countText(shape.rows.changed, "changed row")}.`);
    }
  }
  return blocks.length === 0 ? [] : ["## Values", ...blocks];
}

async function firstValues({ changes }: SurveyedTable): Promise<readonly (readonly string[])[]> {
  const lines: (readonly string[])[] = [];
  for await (const batch of changes()) {
    for (const change of batch) {
      if (change.change !== "changed") continue;
      const id = code(formatKey(change.key));
      for (const { field, before, after, reason = "" } of change.cells) {
        lines.push([id, code(field), valueText(before), valueText(after), plain(reason)]);
        if (lines.length === mostRows) return lines;
      }
    }
  }
  return lines;
}

function valueText(cell: Parameters<typeof cellText>[0]): string {
  if (cell === undefined) return "";
  const points = [...cellText(cell)];
  return code(
    points.length > mostPoints ? `${points.slice(0, mostPoints).join("")}…` : points.join(""),
  );
}

// Of a value, in code points: enough to see which one it is.
const mostPoints = 120;
