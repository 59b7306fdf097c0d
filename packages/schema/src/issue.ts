import { compareText } from "./compare-text.ts";
import type { IssueCode } from "./issue-codes.ts";

/** Whether an issue stands in the way of a release. */
export type Severity = "error" | "warning";

/** A fault in the data: a plain value to collect, count, print or send as JSON. */
export interface Issue {
  readonly code: IssueCode;
  readonly severity: Severity;
  /** What is wrong, in one sentence without its place. */
  readonly message: string;
  /** What to do, in one sentence or as a line to paste. */
  readonly fix: string;
  /** Relative to the project folder, with `/` on every system. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1, in Unicode code points. */
  readonly column?: number;
  readonly table?: string;
  /** The number of the row in its file, from 1, without the header. */
  readonly row?: number;
  readonly field?: string;
  /** The faulty value as {@link showValue} shows it. */
  readonly value?: string;
}

/** Orders issues by place, then by code: first those without a file, and in a file those without a line. */
export function compareIssues(a: Issue, b: Issue): number {
  return (
    compareText(a.file ?? "", b.file ?? "") ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compareText(a.code, b.code) ||
    compareText(a.table ?? "", b.table ?? "") ||
    (a.row ?? 0) - (b.row ?? 0) ||
    compareText(a.field ?? "", b.field ?? "") ||
    compareText(a.message, b.message)
  );
}
