import type { Severity } from "./issue.ts";
import type { IssueCode } from "./issue-codes.ts";

/** A fault of one row against the schema of its table. */
export interface RowFault {
  readonly code: IssueCode;
  readonly field?: string;
  /** The faulty value as `showValue` shows it. */
  readonly value?: string;
  /** An error unless said otherwise. */
  readonly severity?: Severity;
  readonly message: string;
  readonly fix: string;
}

/** Finds all faults of a row, in the order of its schema's checks; none when the row is valid. */
export type RowValidator = (row: unknown) => readonly RowFault[];
