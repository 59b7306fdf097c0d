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
  const counts = new Map<string, number>();
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
    const key = `${code} ${severity} ${file}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= MAX_OF_A_KIND;
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
      for (const [key, count] of counts) {
        if (count <= MAX_OF_A_KIND) continue;
        const [code = "", severity = "", ...file] = key.split(" ");
        const last = issues.findLast(
          (issue) => `${issue.code} ${issue.severity} ${issue.file ?? ""}` === key,
        );
        if (last === undefined) continue;
        surplus.push({
          ...last,
          message: `${count - MAX_OF_A_KIND} more issues ${code} (${severity}) in ${file.join(" ") || "the project"} are not shown.`,
          fix: "Repair those that are shown, then check again.",
        });
      }
      return [...issues, ...surplus].toSorted(compareIssues);
    },
  };
}
