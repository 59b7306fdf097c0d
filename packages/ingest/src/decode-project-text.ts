import { decodeText } from "./decode-text.ts";
import type { IssueList } from "./issue-list.ts";

/** Decodes a file of the project, or reports what keeps it from being text. */
export function decodeProjectText(
  file: string,
  bytes: Uint8Array,
  issues: IssueList,
): string | undefined {
  const decoded = decodeText(bytes, { file });
  for (const issue of decoded.issues) issues.addIssue(issue);
  return decoded.ok ? decoded.text : undefined;
}
