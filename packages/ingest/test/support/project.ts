import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Issue } from "@sourcebook/schema";
import { type ProjectFiles, readProject } from "../../src/index.ts";

/** The folder of a project under `test/fixtures`. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** The files of a project under `test/fixtures`, some of them replaced or added. */
export async function fixtureFiles(
  name: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<ProjectFiles> {
  const { files } = await readProject(fixture(name));
  const encoder = new TextEncoder();
  return new Map([
    ...files,
    ...Object.entries(changes).map(([path, text]) => [path, encoder.encode(text)] as const),
  ]);
}

/** The source file of the project without a fault: an article on the harbour of a made-up town. */
export const sourceText: string = readFileSync(
  `${fixture("faultless")}/sources/lind-1921.yaml`,
  "utf8",
);

/** One line for each issue, and one for each line of its fix. */
export function formatIssues(issues: readonly Issue[]): string {
  return issues
    .map(({ file, line, column, severity, code, message, fix }) => {
      const place = [file, line, column].filter((part) => part !== undefined).join(":");
      return `${place}: ${severity} [${code}] ${message}\n  ${fix.replaceAll("\n", "\n  ")}\n`;
    })
    .join("");
}
