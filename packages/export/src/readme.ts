import type { Dataset } from "@sourcebook/schema";
import type { PlannedFile, Receipt } from "./release-plan.ts";

/** The page README.md: what the release is, what each file holds, how to load and check it. */
export function formatReadme(
  dataset: Dataset,
  files: readonly PlannedFile[],
  written: readonly Receipt[],
): string {
  const receipts = new Map(written.map((receipt) => [receipt.path, receipt]));
  const listed = files.flatMap(({ path, resource }) => {
    const receipt = receipts.get(path);
    if (!resource || !receipt) return [];
    const rows = receipt.rows === undefined ? "" : String(receipt.rows);
    return [`| [${path}](${path}) | ${rows} | ${tableText(resource.title)} |`];
  });
  const example = dataset.tables[0]?.definition.name ?? "table";

  return [
    `# ${dataset.title} ${dataset.version}`,
    ...(dataset.description === undefined ? [] : [dataset.description.trim()]),
    `Licence: ${dataset.licence}, see [LICENSE.md](LICENSE.md).`,
    "## Files",
    ["| file | rows | what it holds |", "| --- | ---: | --- |", ...listed].join("\n"),
    "`datapackage.json` describes every file and every column, with types, keys and references.",
    "## Load",
    "The CSV files are UTF-8 without a byte-order mark, comma-separated, with a header. An empty cell means “not stated”; lists are joined by `;`.",
    codeBlock(
      "python",
      `import pandas\n${example} = pandas.read_csv("data/${example}.csv", dtype=str, keep_default_na=False)`,
    ),
    codeBlock("r", `${example} <- readr::read_csv("data/${example}.csv", na = "")`),
    codeBlock("sql", `-- DuckDB\nSELECT * FROM read_csv('data/${example}.csv', header = true);`),
    "## Check",
    "No byte has changed since the release was cut when this says OK for every file:",
    codeBlock("sh", "sha256sum -c SHA256SUMS"),
  ]
    .join("\n\n")
    .concat("\n");
}

const codeBlock = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\``;

const tableText = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
