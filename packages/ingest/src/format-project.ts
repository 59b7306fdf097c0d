import type { Issue } from "@sourcebook/schema";
import { decodeProjectText } from "./decode-project-text.ts";
import { formatRecords } from "./format-records.ts";
import { createIssueList } from "./issue-list.ts";
import type { ProjectFiles } from "./project-files.ts";
import type { RecordFileKind } from "./records/record-schemas.ts";

/** The record files of a project in their canonical layout. */
export interface FormattedProject {
  /** Only those that are not in it yet, by path. */
  readonly changed: ReadonlyMap<string, string>;
  /** What keeps the other files from being read. */
  readonly issues: readonly Issue[];
}

/** Lays out `dataset.yaml` and the record files in `sources/`, `registry/` and `judgements/`. */
export function formatProject(files: ProjectFiles): FormattedProject {
  const issues = createIssueList();
  const changed = new Map<string, string>();
  for (const [path, bytes] of files) {
    const kind = kindOf(path);
    const text = kind === undefined ? undefined : decodeProjectText(path, bytes, issues);
    if (kind === undefined || text === undefined) continue;
    const formatted = formatRecords(path, text, kind);
    if (!formatted.ok) for (const issue of formatted.issues) issues.addIssue(issue);
    else if (!Buffer.from(formatted.text).equals(bytes)) changed.set(path, formatted.text);
  }
  return { changed, issues: issues.sorted() };
}

function kindOf(path: string): RecordFileKind | undefined {
  if (path === "dataset.yaml") return "dataset";
  const [folder = ""] = path.split("/");
  return path.endsWith(".yaml") ? KINDS[folder] : undefined;
}

const KINDS: Readonly<Record<string, RecordFileKind>> = {
  judgements: "judgements",
  registry: "registry",
  sources: "source",
};
