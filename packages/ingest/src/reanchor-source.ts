import { createHash } from "node:crypto";
import type { Issue } from "@sourcebook/schema";
import { checkFiles } from "./check-files.ts";
import { type ComparedQuote, compareQuotes } from "./compare-quotes.ts";
import { decodeProjectText } from "./decode-project-text.ts";
import { decodeText } from "./decode-text.ts";
import { createDocument } from "./documents/document.ts";
import { textPathOf } from "./documents/document-kind.ts";
import { createIssueList } from "./issue-list.ts";
import type { ProjectFiles } from "./project-files.ts";
import type { Rendition } from "./propose-source.ts";
import { parseYaml } from "./records/parse-yaml.ts";
import type { Located } from "./records/record-node.ts";
import { parseSourceFile, type SourceFile } from "./records/source-file.ts";

/** How the quotes of a source stand in its document, whose bytes may be others than those pinned. */
export type Reanchored =
  | { readonly kind: "unknown"; readonly sources: readonly string[] }
  /** Nothing is pinned, or there is no document. */
  | { readonly kind: "unpinned"; readonly path: string }
  | { readonly kind: "unchanged"; readonly path: string }
  /** What was given as the text before is not the one that is pinned. */
  | { readonly kind: "other-before"; readonly path: string }
  /** The document changed, and its plain text must be made anew to look the quotes up in. */
  | { readonly kind: "unrendered"; readonly file: string; readonly bytes: Uint8Array }
  | {
      readonly kind: "changed";
      /** Of the source file. */
      readonly path: string;
      /** The source file with the new hashes in place of the old ones. */
      readonly text: string;
      /** The quotes that the document no longer has as they are written, and what stands there now. */
      readonly issues: readonly Issue[];
      /** What became of every quote. */
      readonly quotes: readonly ComparedQuote[];
      /** The files that `issues` point into. */
      readonly files: ProjectFiles;
      /** The path and text of a rendition that was made anew. */
      readonly rendition?: { readonly path: string; readonly text: string };
    };

/**
 * Looks every quote of a source up in its document as it is now; equal is what is equal when normalised.
 *
 * @param rendition the plain text of the document as it is now, when it was asked for
 * @param before the bytes of the text as it was pinned, to tell what moved
 */
export function reanchorSource(
  files: ProjectFiles,
  id: string,
  {
    rendition,
    before,
  }: { rendition?: Rendition | undefined; before?: Uint8Array | undefined } = {},
): Reanchored {
  const known: string[] = [];
  for (const [path, bytes] of files) {
    if (!path.startsWith("sources/") || !path.endsWith(".yaml")) continue;
    const issues = createIssueList();
    const text = decodeProjectText(path, bytes, issues);
    const root = text === undefined ? undefined : parseYaml(path, text, issues);
    const source = root && parseSourceFile(path, root);
    const own = source?.head.texts.get("id")?.value;
    if (own !== undefined) known.push(own);
    if (own !== id || text === undefined || source === undefined) continue;
    return reanchor(files, { path, text, source }, rendition, before);
  }
  return { kind: "unknown", sources: known.toSorted() };
}

function reanchor(
  files: ProjectFiles,
  { path, text, source }: { path: string; text: string; source: SourceFile },
  rendition: Rendition | undefined,
  before: Uint8Array | undefined,
): Reanchored {
  const { texts } = source.head;
  const file = texts.get("file")?.value ?? "";
  const received = files.get(`documents/${file}`);
  const pinned = texts.get("sha256");
  const textPath = textPathOf(file, source.rendition !== undefined);
  const current = rendition?.text ?? files.get(textPath);
  if (pinned === undefined || received === undefined) return { kind: "unpinned", path };
  const hash = hashOf(received);
  const changes: Change[] = [[pinned, hash]];
  if (source.rendition !== undefined) {
    if (hash !== pinned.value && rendition === undefined) {
      return { kind: "unrendered", file, bytes: received };
    }
    const pinnedText = source.rendition.texts.get("sha256");
    if (pinnedText === undefined || current === undefined) return { kind: "unpinned", path };
    changes.push([pinnedText, hashOf(current)]);
    const tool = source.rendition.texts.get("tool");
    if (tool !== undefined && rendition !== undefined) changes.push([tool, rendition.tool]);
  }
  if (changes.every(([before, after]) => before.value === after))
    return { kind: "unchanged", path };
  const textPin = (source.rendition ?? source.head).texts.get("sha256")?.value;
  if (before !== undefined && hashOf(before) !== textPin) return { kind: "other-before", path };
  const anew = replaceValues(text, changes);
  const encoder = new TextEncoder();
  const filesAnew = new Map([
    ...files,
    [path, encoder.encode(anew)],
    ...(rendition === undefined ? [] : [[textPath, encoder.encode(rendition.text)] as const]),
  ]);
  const checked = checkFiles(filesAnew);
  const lost = checked.issues.filter(
    (issue) =>
      issue.severity === "error" &&
      ([`documents/${file}`, textPath].includes(issue.file ?? "") ||
        (issue.file === path && STANDS_IN_THE_WAY.test(issue.code))),
  );
  return {
    kind: "changed",
    path,
    text: anew,
    issues: lost,
    quotes: current === undefined ? [] : compare(source, textPath, current, before),
    files: filesAnew,
    ...(rendition !== undefined && { rendition: { path: textPath, text: rendition.text } }),
  };
}

/** What became of the quotes; nothing when the document is no text, which the issues say. */
function compare(
  source: SourceFile,
  textPath: string,
  current: string | Uint8Array,
  before: Uint8Array | undefined,
): readonly ComparedQuote[] {
  const toDocument = (content: string | Uint8Array) => {
    const decoded = typeof content === "string" ? { ok: true, text: content } : decodeText(content);
    return "text" in decoded ? createDocument(textPath, decoded.text) : undefined;
  };
  const after = toDocument(current);
  if (after === undefined) return [];
  return compareQuotes(source, after, before && toDocument(before));
}

// What has the wrong shape may be a quote that was not looked up.
const STANDS_IN_THE_WAY = /^(?:quote-|wrong-shape$)/;

const hashOf = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

/** A value where it stands, and the one to take its place. */
type Change = readonly [before: Located, after: string];

function replaceValues(text: string, changes: readonly Change[]): string {
  const lines = text.split("\n");
  for (const [{ value, at }, after] of changes) {
    const line = lines[at.line - 1] ?? "";
    lines[at.line - 1] = line.replace(value, () => after);
  }
  return lines.join("\n");
}
