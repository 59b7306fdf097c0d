import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Dataset, Issue, Row } from "@sourcebook/schema";
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

/** The rows of a dataset by table. */
export async function rowsByTable(dataset: Dataset | undefined): Promise<Record<string, Row[]>> {
  const tables: Record<string, Row[]> = {};
  for (const { definition, batches } of dataset?.tables ?? []) {
    const rows: Row[] = [];
    for await (const batch of batches()) rows.push(...batch);
    tables[definition.name] = rows;
  }
  return tables;
}

/** The head and the names of the source file of `faultless`, with other records behind them. */
export const sourceWith = (records: string): string =>
  `${sourceText.slice(0, sourceText.indexOf("passages:"))}${records}`;

/** `faultless` with another document, and records about that. */
export const filesAbout = (document: string, records: string): Promise<ProjectFiles> =>
  fixtureFiles("faultless", {
    "documents/lind.txt": document,
    "sources/lind-1921.yaml": `source:
  id: lind-1921
  file: lind.txt
  sha256: ${createHash("sha256").update(document).digest("hex")}
  authors: [ada-lind]
  published_basis: unknown
  language: en
  rights: not stated
${records}`,
  });
