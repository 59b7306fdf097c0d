import { createHash } from "node:crypto";
import { decodeProjectText } from "../decode-project-text.ts";
import { didYouMean } from "../did-you-mean.ts";
import type { IssueList } from "../issue-list.ts";
import type { ProjectFiles } from "../project-files.ts";
import type { SourceFile, Texts } from "../records/source-file.ts";
import { createDocument, type SourceDocument } from "./document.ts";
import { kindOf, mediaTypeOf, textPathOf } from "./document-kind.ts";

/** The document's file as received, beside its text. */
export interface ReceivedDocument {
  /** The text that quotes refer to: that of the file, or of its rendition. */
  readonly document: SourceDocument;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

const FOLDER = "documents/";

/**
 * Finds the document of each source file and compares it with the hash that is pinned there.
 *
 * @returns the documents by the path of their source file
 */
export function receiveDocuments(
  sources: readonly SourceFile[],
  files: ProjectFiles,
  incomplete: ReadonlySet<string>,
  issues: IssueList,
): ReadonlyMap<string, ReceivedDocument> {
  const received = new Map<string, ReceivedDocument>();
  const used = new Set<string>();
  for (const source of sources) {
    const path = findPath(source, files, issues);
    const bytes = path === undefined ? undefined : files.get(path);
    if (path === undefined || bytes === undefined) continue;
    used.add(path);
    const sha256 = hashOf(bytes);
    checkHash(source.head, path, sha256, issues);
    const textPath = findText(source, path, files, issues);
    const textBytes = textPath === undefined ? undefined : files.get(textPath);
    if (textPath === undefined || textBytes === undefined) continue;
    used.add(textPath);
    if (source.rendition !== undefined) {
      checkHash(source.rendition, textPath, hashOf(textBytes), issues);
    }
    const text = decodeProjectText(textPath, textBytes, issues);
    if (text === undefined) continue;
    received.set(source.file, {
      document: createDocument(textPath.slice(FOLDER.length), text),
      mediaType: mediaTypeOf(path),
      bytes: bytes.length,
      sha256,
    });
  }
  if (!incomplete.has("sources")) reportUnused(files, used, issues);
  return received;
}

function findPath(
  { head }: SourceFile,
  files: ProjectFiles,
  issues: IssueList,
): string | undefined {
  const file = head.texts.get("file");
  if (file === undefined) return undefined;
  if (/[/\\]|^\.\.?$/.test(file.value)) {
    issues.add("path-not-allowed", file.at, {
      message: "The file of a source is a name, not a path.",
      fix: "Put the document into documents/ and give its bare name.",
      field: "file",
      value: file.value,
    });
    return undefined;
  }
  const path = FOLDER + file.value;
  if (files.has(path)) return path;
  issues.add("document-missing", file.at, () => {
    const names = [...files.keys()].flatMap((name) =>
      name.startsWith(FOLDER) ? name.slice(FOLDER.length) : [],
    );
    return {
      message: `There is no ${path}.`,
      fix: didYouMean(file.value, names) || "Put the document there, under its own name.",
      field: "file",
      value: file.value,
    };
  });
  return undefined;
}

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The path of the text of a document: its own, or that of its rendition. */
function findText(
  { head, rendition }: SourceFile,
  path: string,
  files: ProjectFiles,
  issues: IssueList,
): string | undefined {
  const file = path.slice(FOLDER.length);
  const at = head.texts.get("file")?.at ?? head.at;
  if (rendition !== undefined) {
    const textPath = textPathOf(file, true);
    if (files.has(textPath)) return textPath;
    issues.add("document-missing", rendition.at, {
      message: `There is no ${textPath}, the plain text of ${file}.`,
      fix: "Put it there as it was pinned.",
      field: "rendition",
      value: textPath,
    });
    return undefined;
  }
  const kind = kindOf(file);
  if (kind !== "pdf" && kind !== "docx") return path;
  issues.add("rendition-missing", at, {
    message: `${file} is no plain text, and no rendition of it is pinned.`,
    fix: "Have its plain text made and pinned: remove this file of records and run sourcebook source add, or save the words as a .txt file and name that.",
    field: "file",
    value: file,
  });
  return undefined;
}

function checkHash(record: Texts, path: string, sha256: string, issues: IssueList): void {
  const pinned = record.texts.get("sha256");
  if (pinned === undefined) {
    issues.add("missing-key", record.at, {
      message: "The key `sha256` is missing, which pins the bytes of the document.",
      fix: `sha256: ${sha256}`,
      field: "sha256",
    });
  } else if (pinned.value !== sha256) {
    issues.add("document-changed", pinned.at, {
      message: `The file ${path} has other bytes than when it was pinned.`,
      fix: `Put the file back as it was; or, when the change is meant, check every quote and pin it anew:\n  sha256: ${sha256}`,
      field: "sha256",
      value: pinned.value,
    });
  }
}

function reportUnused(files: ProjectFiles, used: ReadonlySet<string>, issues: IssueList): void {
  for (const path of files.keys()) {
    if (!path.startsWith(FOLDER) || used.has(path)) continue;
    const words = {
      message: "No file in sources/ names this document.",
      fix: "Write its source file, or remove the document.",
    };
    issues.add("document-unused", { file: path }, words, "warning");
  }
}
