import { decodeText } from "./decode-text.ts";
import type { IssueList } from "./issue-list.ts";

/** Decodes a file of the project, or reports what keeps it from being text. */
export function decodeProjectText(
  file: string,
  bytes: Uint8Array,
  issues: IssueList,
): string | undefined {
  const decoded = decodeText(bytes, { file });
  for (const issue of decoded.issues) {
    // Only of a table can `dataset.yaml` say which encoding its file has.
    const fix = issue.code === "encoding-invalid" ? "Save the file as UTF-8." : issue.fix;
    issues.addIssue({ ...issue, fix });
  }
  return decoded.ok ? decoded.text : undefined;
}
