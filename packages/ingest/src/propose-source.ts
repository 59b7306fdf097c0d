import { createHash } from "node:crypto";
import type { Issue } from "@sourcebook/schema";
import { decodeProjectText } from "./decode-project-text.ts";
import { formatText } from "./format-records-scalar.ts";
import { createIssueList } from "./issue-list.ts";
import { findDates } from "./suggest/find-dates.ts";

/** A source file to begin with, or what keeps the document from being text. */
export type ProposedSource =
  | { readonly ok: true; readonly id: string; readonly sha256: string; readonly yaml: string }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** The plain text of a document that is none itself, and what made it. */
export interface Rendition {
  readonly text: string;
  readonly tool: string;
  /** A line of the text that the document marks as its title. */
  readonly title?: string;
}

/**
 * Pins a document: a source file with its hash and what the first lines of its text plainly say.
 *
 * What only a human can say is left empty; `check` reports it until it is filled in.
 *
 * @param file the document's bare name in `documents/`
 * @param about `id` is proposed from the title, or else from the file, when not given; `rendition` goes with a
 * document that is not plain text
 */
export function proposeSource(
  file: string,
  bytes: Uint8Array,
  { id, rendition }: { id?: string | undefined; rendition?: Rendition | undefined } = {},
): ProposedSource {
  const issues = createIssueList();
  const text = rendition?.text ?? decodeProjectText(`documents/${file}`, bytes, issues);
  if (text === undefined) return { ok: false, issues: issues.sorted() };
  const hashOf = (content: string | Uint8Array) =>
    createHash("sha256").update(content).digest("hex");
  const sha256 = hashOf(bytes);
  const { title, credit, published } = readHead(text, rendition?.title);
  const chosen = id ?? proposeId(title, file);
  const line = (key: string, value: string | undefined, about: string): string[] => {
    if (value !== undefined) return [`  ${key}: ${formatText(value, false)}`];
    return about === "" ? [] : [`  ${key}: # ${about}`];
  };
  const yaml = [
    "source:",
    ...line("id", chosen, ""),
    ...line("file", file, ""),
    ...line("sha256", sha256, ""),
    ...(rendition === undefined
      ? []
      : [
          "  rendition:",
          `    sha256: ${hashOf(rendition.text)}`,
          `    tool: ${formatText(rendition.tool, false)}`,
        ]),
    ...line("title", title, ""),
    "  authors: [] # the ids of those who wrote it, as in the registry",
    ...line("credit", credit, ""),
    ...line("published", published, ""),
    ...line("published_basis", undefined, "stated, inferred or unknown"),
    ...line("language", undefined, "a BCP 47 tag, such as en"),
    ...line("rights", undefined, "what the document says of its rights; otherwise: not stated"),
    "",
  ].join("\n");
  return { ok: true, id: chosen, sha256, yaml };
}

/** Whether a text is an id: what files and records are called for good. */
export const isId = (text: string): boolean =>
  text.length <= MAX_ID && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);

const MAX_ID = 100;

const HEAD_LINES = 12;
const MAX_TITLE = 200;

interface Head {
  readonly title: string | undefined;
  readonly credit: string | undefined;
  readonly published: string | undefined;
}

/** Only what stands on lines of its own: a title, a byline, and one whole date among them. */
function readHead(text: string, marked: string | undefined): Head {
  // Before a title that the document marks stands what leads about a web site.
  const from = marked === undefined ? 0 : text.split("\n").indexOf(marked);
  const lines = text
    .split("\n", from + HEAD_LINES)
    .slice(from)
    .map((line) => line.trim());
  const first = lines.find((line) => line !== "") ?? "";
  const isTitle = first.length <= MAX_TITLE && /\p{L}/u.test(first) && !/[.:;,]$/.test(first);
  const at = lines.findIndex(
    (line) => /^(?:written\s+)?by(?:\s|$)/i.test(line) && line.length <= 100,
  );
  // `Written by` may stand above the name.
  const isCut = /by$/i.test(lines[at] ?? "");
  const credit = at === -1 ? undefined : [lines[at], ...(isCut ? [lines[at + 1]] : [])].join(" ");
  const isByline = credit !== undefined && /\s\S/.test(credit) && !credit.endsWith(".");
  const dates = new Set(lines.flatMap((line) => (line === first ? [] : dateOfLine(line))));
  return {
    title: isTitle && at !== lines.indexOf(first) ? first : undefined,
    credit: isByline ? credit.trim() : undefined,
    published: dates.size === 1 ? [...dates][0] : undefined,
  };
}

/** The whole date of a short line, such as `By A. Lind, February 3, 2021`; running text has none. */
function dateOfLine(line: string): string[] {
  if (line.length > 100 || /[.!?]["”’]?[⁰¹²³⁴-⁹]*$/.test(line)) return [];
  const days = findDates(line).filter(({ edtf }) => /^\d{4}-\d\d-\d\d$/.test(edtf ?? ""));
  return days.length === 1 ? days.flatMap(({ edtf }) => edtf ?? []) : [];
}

const ID_WORDS = 6;

function proposeId(title: string | undefined, file: string): string {
  const stem = file.replace(/\.[^.]*$/, "");
  const slug = (words: string) =>
    words
      .normalize("NFD")
      .toLowerCase()
      .replaceAll(/[\p{M}’']/gu, "")
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .split("-")
      .slice(0, ID_WORDS)
      .join("-")
      .slice(0, MAX_ID)
      .replace(/-$/, "");
  return slug(title ?? "") || slug(stem) || "source";
}
