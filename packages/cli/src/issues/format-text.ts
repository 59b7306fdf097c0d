import type { Issue } from "@sourcebook/schema";
import { escapeControls } from "./escape-controls.ts";
import { type Paint, plain } from "./paint.ts";

/** Gives the text of one line of a file (from 1), or undefined when there is none to show. */
export type ReadLine = (file: string, line: number) => string | undefined;

/**
 * Renders issues for people: place, code and message, the line with a caret, and the remedy.
 *
 * Ends with a count; an empty list gives an empty text.
 */
export function formatText(
  issues: readonly Issue[],
  readLine: ReadLine,
  paint: Paint = plain,
): string {
  if (issues.length === 0) return "";
  const blocks = issues.map((issue) => formatIssue(issue, readLine, paint));
  return `${blocks.join("\n\n")}\n\n${formatCount(issues)}\n`;
}

/** `2 errors, 1 warning`. */
export function formatCount(issues: readonly Issue[]): string {
  const errors = issues.filter((issue) => issue.severity === "error").length;
  const warnings = issues.length - errors;
  const parts: string[] = [];
  if (errors > 0) parts.push(`${errors} ${errors === 1 ? "error" : "errors"}`);
  if (warnings > 0) parts.push(`${warnings} ${warnings === 1 ? "warning" : "warnings"}`);
  return parts.join(", ") || "no issues";
}

/** `sources/a.yaml:12:5`, or as much of it as is known. */
export const formatPlace = ({ file, line, column }: Issue): string =>
  [file, line, column].filter((part) => part !== undefined).join(":");

function formatIssue(issue: Issue, readLine: ReadLine, paint: Paint): string {
  const place = formatPlace(issue);
  const tone = issue.severity === "error" ? paint.error : paint.warning;
  const head = [
    place === "" ? "" : `${paint.place(escapeControls(place))}: `,
    `${tone(issue.severity)} ${paint.quiet(`[${issue.code}]`)} `,
    escapeControls(issue.message),
  ].join("");
  const fix = issue.fix.split("\n").map((line) => `  ${escapeControls(line)}`);
  return [head, ...formatExcerpt(issue, readLine, paint), ...fix].join("\n");
}

function formatExcerpt(issue: Issue, readLine: ReadLine, paint: Paint): string[] {
  const { file, line, column = 1 } = issue;
  if (file === undefined || line === undefined) return [];
  const text = readLine(file, line);
  if (text === undefined || text.trim() === "") return [];
  // A long line is cut around the column, so that the caret stays on the screen.
  const points = Array.from(text);
  const from = Math.max(0, Math.min(column - 1 - 40, points.length - excerptWidth));
  const before = escapeControls(points.slice(from, column - 1).join(""));
  const after = escapeControls(points.slice(column - 1, from + excerptWidth).join(""));
  const left = from > 0 ? "…" : "";
  const right = from + excerptWidth < points.length ? "…" : "";
  const gutter = `${line} | `;
  const caretAt = gutter.length + left.length + Array.from(before).length;
  return [
    `  ${paint.quiet(gutter)}${left}${before}${after}${right}`,
    `  ${" ".repeat(caretAt)}${paint.error("^")}`,
  ];
}

const excerptWidth = 96;
