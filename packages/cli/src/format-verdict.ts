import {
  type Finding,
  type Judgement,
  rowCountCells,
  rowCountHeadings,
  verdictSentence,
} from "@sourcebook/export";
import { formatColumns } from "./format-columns.ts";
import { escapeControls } from "./issues/escape-controls.ts";

/** A judgement for a terminal: the sentence that counts, the findings with their rows, the counts. */
export function formatVerdict({ survey, verdict }: Judgement): string {
  const { before, after, tables } = survey;
  const counts = formatColumns(
    [
      ["  table", ...rowCountHeadings],
      ...tables.map(({ shape }) => [`  ${shape.table}`, ...rowCountCells(shape.rows)]),
    ],
    rowCountHeadings.map((_, at) => at + 1),
  );
  const lines = [
    `From ${before.name} ${before.version} to ${after.name} ${after.version}`,
    verdictSentence(verdict),
    "",
    ...verdict.findings.flatMap(findingLines),
    ...(tables.length === 0 ? [] : ["", ...counts]),
    "",
    ...(verdict.bump === "none" ? [] : ["What a rule means: sourcebook explain <rule>", ""]),
  ];
  return lines.map(escapeControls).join("\n");
}

function findingLines({
  bump,
  level,
  rule,
  sentence,
  rows = [],
  row_count = 0,
  override,
}: Finding): string[] {
  const mark = level === "info" ? "" : ` (${level})`;
  const ids = rows.slice(0, mostIds).map(({ id }) => id);
  const more = row_count > ids.length ? `, and ${row_count - ids.length} more` : "";
  return [
    `  ${bump.padEnd(5)}  ${rule}  ${sentence}${mark}`,
    ...(ids.length === 0 ? [] : [`${indent}${ids.join(", ")}${more}`]),
    ...(override ? [`${indent}decided, ${override.computed} otherwise: ${override.reason}`] : []),
  ];
}

const mostIds = 3;
const indent = " ".repeat(16);
