import {
  compareIssues,
  type Issue,
  type IssueCode,
  type Severity,
  showValue,
} from "@sourcebook/schema";
import type { Place } from "./line-table.ts";

/** What an issue says beyond its code and place. */
export interface IssueWords {
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do, in one sentence or as lines to paste. */
  readonly fix: string;
  readonly field?: string;
  readonly value?: string;
}

/** Collects the issues of one run; the words are only made for issues that are kept. */
export interface IssueList {
  add(
    code: IssueCode,
    at: Place | { file?: string },
    words: IssueWords | (() => IssueWords),
    severity?: Severity,
  ): void;
  /** Takes an issue over as it is. */
  addIssue(issue: Issue): void;
  /** Whether an error was reported at exactly this place. */
  hasErrorAt(at: Place): boolean;
  /** Every issue in the order of file, line, column and code. */
  sorted(): readonly Issue[];
}

// A file of a million faults tells nothing more than one of a thousand, but costs a thousand times
// the memory: what is beyond is counted, not described.
const MAX_OF_A_KIND = 1000;

export function createIssueList(): IssueList {
  const issues: Issue[] = [];
  // By file and code: to join them to one key for each of a million faults costs more than to find them.
  const counts = new Map<string, Map<IssueCode, Record<Severity, number>>>();
  const said = new Set<string>();
  const errorPlaces = new Set<string>();
  const keep = (issue: Issue) => {
    // One fault can come to light twice, as an unknown entity with two names does.
    const { code, file, line, column, message } = issue;
    const key = JSON.stringify([code, file, line, column, message]);
    if (!said.has(key)) issues.push(issue);
    said.add(key);
    if (issue.severity === "error") errorPlaces.add(JSON.stringify([file, line, column]));
  };
  const hasRoom = (code: IssueCode, severity: Severity, file = "") => {
    const ofFile = counts.get(file) ?? new Map<IssueCode, Record<Severity, number>>();
    const ofKind = ofFile.get(code) ?? { error: 0, warning: 0 };
    if (ofFile.size === 0) counts.set(file, ofFile);
    if (ofKind.error + ofKind.warning === 0) ofFile.set(code, ofKind);
    ofKind[severity] += 1;
    return ofKind[severity] <= MAX_OF_A_KIND;
  };
  const add: IssueList["add"] = (code, at, words, severity = "error") => {
    if (!hasRoom(code, severity, at.file)) return;
    const { value, ...rest } = typeof words === "function" ? words() : words;
    keep({
      code,
      severity,
      ...rest,
      ...at,
      ...(value === undefined ? {} : { value: showValue(value) }),
    });
  };
  return {
    add,
    hasErrorAt: ({ file, line, column }) => errorPlaces.has(JSON.stringify([file, line, column])),
    addIssue(issue) {
      if (hasRoom(issue.code, issue.severity, issue.file)) keep(issue);
    },
    sorted() {
      const surplus: Issue[] = [];
      for (const [file, ofFile] of counts) {
        for (const [code, ofKind] of ofFile) {
          for (const severity of ["error", "warning"] as const) {
            const more = ofKind[severity] - MAX_OF_A_KIND;
            const isOfKind = (issue: Issue) =>
              issue.code === code && issue.severity === severity && (issue.file ?? "") === file;
            const last = more > 0 ? issues.findLast(isOfKind) : undefined;
            if (last === undefined) continue;
            surplus.push({
              ...last,
              message: `${more} more issues ${code} (${severity}) in ${file || "the project"} are not shown.`,
              fix: "Repair those that are shown, then check again.",
            });
          }
        }
      }
      return [...issues, ...surplus].toSorted(compareIssues);
    },
  };
}
