import type { Issue } from "@sourcebook/schema";
import type { Io } from "./io.ts";
import { formatGithub } from "./issues/format-github.ts";
import { formatSarif } from "./issues/format-sarif.ts";
import { formatText, type ReadLine } from "./issues/format-text.ts";
import { paintFor } from "./issues/paint.ts";

export const issueFormats = ["text", "json", "github", "sarif"] as const;
export type IssueFormat = (typeof issueFormats)[number];

/** The issues of a project, and the files that they point into. */
export interface ProjectIssues {
  readonly folder: string;
  readonly issues: readonly Issue[];
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Writes a list of issues to stdout in the format asked for; every format holds all of them. */
export function reportIssues(
  { folder, issues, files }: ProjectIssues,
  format: IssueFormat,
  io: Io,
): void {
  switch (format) {
    case "json":
      io.stdout.write(`${JSON.stringify({ issues }, undefined, 2)}\n`);
      return;
    case "github":
      io.stdout.write(formatGithub(issues, folder === "." ? "" : folder));
      return;
    case "sarif":
      io.stdout.write(formatSarif(issues));
      return;
    case "text":
      io.stdout.write(formatText(issues, lineReader(files), paintFor(io.stdout, io.env ?? {})));
  }
}

/** Gives the lines of files as they were read; those of bytes that are no text show U+FFFD. */
function lineReader(files: ReadonlyMap<string, Uint8Array>): ReadLine {
  const linesOf = new Map<string, readonly string[]>();
  return (file, line) => {
    const bytes = files.get(file);
    if (bytes === undefined) return undefined;
    const lines = linesOf.get(file) ?? new TextDecoder().decode(bytes).split(/\r?\n/);
    linesOf.set(file, lines);
    return lines[line - 1];
  };
}
