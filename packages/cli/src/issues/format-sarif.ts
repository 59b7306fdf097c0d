import { compareText, type Issue } from "@sourcebook/schema";
import { version } from "../version.ts";

/**
 * Renders issues as SARIF 2.1.0, which code hosts and editors read.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function formatSarif(issues: readonly Issue[]): string {
  const codes = [...new Set(issues.map((issue) => issue.code))].sort(compareText);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "sourcebook",
            version,
            semanticVersion: version,
            rules: codes.map((id) => ({ id })),
          },
        },
        columnKind: "unicodeCodePoints",
        results: issues.map((issue) => ({
          ruleId: issue.code,
          ruleIndex: codes.indexOf(issue.code),
          level: issue.severity,
          message: { text: `${issue.message} ${issue.fix}` },
          locations: locations(issue),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function locations({ file, line, column }: Issue): object[] {
  if (file === undefined) return [];
  const uri = file.split("/").map(encodeURIComponent).join("/");
  const region =
    line === undefined
      ? {}
      : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } };
  return [{ physicalLocation: { artifactLocation: { uri, uriBaseId: "PROJECT" }, ...region } }];
}
