import type { Issue } from "@sourcebook/schema";
import type { Node } from "yaml";
import { listComments } from "./format-records-comments.ts";
import {
  DATASET,
  type Entry,
  type Layout,
  planLayout,
  type Shape,
} from "./format-records-layout.ts";
import { foldText, formatText, isNumber, LINE_WIDTH } from "./format-records-scalar.ts";
import { createIssueList } from "./issue-list.ts";
import { composeYaml } from "./records/compose-yaml.ts";
import { parseYaml } from "./records/parse-yaml.ts";
import { toPlainValue } from "./records/record-node.ts";
import { type RecordFileKind, recordSchemas } from "./records/record-schemas.ts";

/** A record file in its canonical layout, or what keeps it from being read. */
export type FormattedRecords =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/**
 * Lays a record file out in the one canonical way: keys in the order of the record's shape, two
 * spaces, quotes in folded blocks, a blank line between records, comments beside what they are about.
 *
 * The values stay the same to the character, and a formatted text is its own format.
 *
 * @param file named in the issues
 */
export function formatRecords(file: string, text: string, kind: RecordFileKind): FormattedRecords {
  const issues = createIssueList();
  const root = parseYaml(file, text, issues);
  const composed = composeYaml(text);
  const contents = composed.kind === "document" ? (composed.document?.contents ?? null) : null;
  const found = issues.sorted();
  if (root === undefined || found.some(({ severity }) => severity === "error")) {
    return { ok: false, issues: found };
  }
  const formatted = printDocument(text, contents, kind);
  const again = parseYaml(file, formatted, createIssueList());
  const isSame =
    again !== undefined && JSON.stringify(sorted(again)) === JSON.stringify(sorted(root));
  if (isSame && countComments(formatted) === countComments(text))
    return { ok: true, text: formatted };
  issues.add("yaml-feature", root.at, {
    message: "The file has keys that cannot be laid out anew without a change.",
    fix: "Shorten its keys to at most 1,000 characters each.",
  });
  return { ok: false, issues: issues.sorted() };
}

const countComments = (text: string): number => listComments(text).length;

const sorted = (node: Parameters<typeof toPlainValue>[0]): unknown =>
  JSON.parse(
    JSON.stringify(toPlainValue(node), (_, value: unknown) =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
        : value,
    ),
  );

function printDocument(text: string, contents: Node | null, kind: RecordFileKind): string {
  const path = kind === "dataset" ? [DATASET] : [];
  const layout = planLayout(contents, recordSchemas[kind] as Shape, path);
  const { atStart, atEnd } = placeComments(text, layout);
  const lines =
    layout.kind === "text" || layout.entries.length === 0
      ? [printLine(layout, false)]
      : printEntries(layout, 0);
  return [...atStart, ...lines, ...atEnd].map((line) => `${line}\n`).join("");
}

/**
 * Gives each comment to the entry that follows it, or that it stands behind.
 *
 * @returns those above the first entry, which are about the file, and those below the last
 */
function placeComments(text: string, layout: Layout): { atStart: string[]; atEnd: string[] } {
  const entries = listEntries(layout).toSorted((a, b) => a.start - b.start);
  const atStart: string[] = [];
  const atEnd: string[] = [];
  for (const { text: words, offset, isAlone } of listComments(text)) {
    const next = entries.findIndex(({ start }) => start > offset);
    const previous = entries[next === -1 ? entries.length - 1 : next - 1];
    if (!isAlone && previous !== undefined) previous.trailing.push(words);
    else if (next === -1) atEnd.push(words);
    else if (next === 0) atStart.push(words);
    else entries[next]?.before.push(words);
  }
  return { atStart, atEnd };
}

/** Outer entries before inner ones, also where both start in the same place. */
const listEntries = (layout: Layout): Entry[] =>
  layout.kind === "text"
    ? []
    : layout.entries.flatMap((entry) => [entry, ...listEntries(entry.value)]);

type Collection = Exclude<Layout, { kind: "text" }>;

function printEntries(layout: Collection, indent: number): string[] {
  const pad = " ".repeat(indent);
  return layout.entries.flatMap((entry, at) => {
    const { trailing, before } = gatherComments(entry, indent);
    const isSpaced = layout.kind === "list" && layout.isSpaced && at > 0;
    return [
      ...(isSpaced ? [""] : []),
      ...before.map((comment) => pad + comment),
      ...printEntry(entry, indent, trailing === undefined ? "" : ` ${trailing}`),
    ];
  });
}

function printEntry({ key, value }: Entry, indent: number, comment: string): string[] {
  const pad = " ".repeat(indent);
  const mark = key === undefined ? "-" : `${formatText(key, false)}:`;
  const block = blockOf(value, indent, mark.length);
  const isEmpty = value.kind === "text" && value.value === "";
  if (isEmpty && key !== undefined) return [`${pad}${mark}${comment}`];
  if (block === "line") return [`${pad}${mark} ${printLine(value, false)}${comment}`];
  if (block === "entries" && value.kind !== "text") {
    const lines = printEntries(value, indent + 2);
    if (key !== undefined) return [`${pad}${mark}${comment}`, ...lines];
    // Nothing stands between the dash and the first key: comments go above both.
    const head = lines.findIndex((line) => !line.trimStart().startsWith("#"));
    const above = lines.slice(0, head).map((line) => pad + line.trimStart());
    return [...above, `${pad}- ${lines[head]?.trimStart()}`, ...lines.slice(head + 1)];
  }
  const folded =
    value.kind === "text" ? (foldText(value.value, LINE_WIDTH - indent - 2) ?? []) : [];
  return [`${pad}${mark} >-${comment}`, ...folded.map((line) => `${pad}  ${line}`)];
}

/** Whether a value goes on the line of its key, into a folded block, or one entry a line. */
function blockOf(value: Layout, indent: number, markLength: number): "line" | "folded" | "entries" {
  const room = LINE_WIDTH - indent - markLength - 1;
  if (value.kind !== "text") {
    if (value.entries.length === 0) return "line";
    return value.isFlow && printLine(value, false).length <= room ? "line" : "entries";
  }
  const isLong = value.isQuote || printLine(value, false).length > room;
  return isLong && foldText(value.value, LINE_WIDTH) !== undefined ? "folded" : "line";
}

function printLine(value: Layout, isInFlow: boolean): string {
  if (value.kind === "text") {
    const isBare = value.isNumber && isNumber(value.value);
    return isBare ? value.value : formatText(value.value, isInFlow);
  }
  const parts = value.entries.map(({ key, value: inner }) => {
    const printed = printLine(inner, true);
    return key === undefined ? printed : `${formatText(key, true)}: ${printed}`;
  });
  if (value.kind === "list") return `[${parts.join(", ")}]`;
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

/** Comments that the lines of an entry have room for: one behind it, all others above. */
function gatherComments(
  entry: Entry,
  indent: number,
): { before: readonly string[]; trailing: string | undefined } {
  const markLength = entry.key === undefined ? 1 : formatText(entry.key, false).length + 1;
  const block = blockOf(entry.value, indent, markLength);
  const before = [...entry.before];
  const trailing = [...entry.trailing];
  if (block === "line") {
    for (const inner of listEntries(entry.value)) {
      before.push(...inner.before);
      trailing.push(...inner.trailing);
    }
  } else if (block === "entries" && entry.key === undefined) {
    before.push(...trailing.splice(0));
  }
  const [first, ...others] = trailing;
  return { before: [...before, ...others], trailing: first };
}
