import type { CodelistEntry, Issue } from "@sourcebook/schema";
import { didYouMean } from "../did-you-mean.ts";
import type { IssueList } from "../issue-list.ts";
import { readCsv } from "./read-csv.ts";

/**
 * Reads a code list, a CSV file with a line for each code. What its cells may hold is checked with the schemas.
 *
 * @returns nothing when it cannot be told what stands in the file
 */
export async function readCodelist(
  path: string,
  bytes: Uint8Array,
  issues: IssueList,
): Promise<readonly CodelistEntry[] | undefined> {
  const entries: CodelistEntry[] = [];
  let header: readonly string[] = [];
  let isWhole = true;
  const report = (faults: readonly Omit<Issue, "file">[]) => {
    for (const fault of faults) issues.addIssue({ ...fault, file: path });
    isWhole &&= faults.every(({ severity }) => severity !== "error");
  };
  async function* open() {
    yield bytes;
  }
  for await (const batch of readCsv({ path, open })) {
    header = batch.header;
    report(batch.fileFaults);
    for (const faults of batch.rowFaults.values()) report(faults);
    for (const cells of batch.rows) {
      const stated = (cells ?? []).flatMap((cell, index) =>
        typeof cell === "string" && cell !== "" ? [[header[index] ?? "", cell]] : [],
      );
      // A line without a code is reported by that.
      entries.push({ code: "", ...Object.fromEntries(stated) } as CodelistEntry);
    }
  }
  if (header.length > 0) report(missingColumns(header));
  if (isWhole && entries.length === 0) report([noCode]);
  return isWhole ? entries : undefined;
}

const noCode: Omit<Issue, "file"> = {
  code: "codelist-invalid",
  severity: "error",
  message: "The code list has no code.",
  fix: "Add a line for each code that a cell may hold.",
  line: 1,
  column: 1,
};

const missingColumns = (header: readonly string[]): readonly Omit<Issue, "file">[] =>
  ["code", "title", "description"]
    .filter((column) => !header.includes(column))
    .map((column) => ({
      code: "column-missing",
      severity: "error",
      message: `There is no column \`${column}\`, which every code list has.`,
      fix:
        didYouMean(column, header) ||
        "Begin the file with a line that names the columns: code,title,description",
      line: 1,
      column: 1,
    }));
