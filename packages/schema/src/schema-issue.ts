import type { Issue, Severity } from "./issue.ts";
import type { IssueCode } from "./issue-codes.ts";
import { showValue } from "./show-value.ts";

/** Where in a set of schemas a fault is: the file, and the field's name or else a JSON pointer. */
export interface SchemaPlace {
  readonly file: string;
  readonly table?: string | undefined;
  readonly field?: string | undefined;
}

/** Makes an issue about a schema or codelist. */
export function schemaIssue(
  { file, table, field }: SchemaPlace,
  code: IssueCode,
  message: string,
  fix: string,
  more: { value?: unknown; severity?: Severity } = {},
): Issue {
  return {
    code,
    severity: more.severity ?? "error",
    message,
    fix,
    file,
    ...(table !== undefined && { table }),
    ...(field !== undefined && { field: showValue(field) }),
    ...(more.value !== undefined && { value: showValue(more.value) }),
  };
}
