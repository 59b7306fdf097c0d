import { code, codeBlock } from "./markdown.ts";
import type { ReleaseFacts } from "./release-facts.ts";

/** How to load the tables, in the programs that people use; every file it names is in the release. */
export function loadingSection({ dataset, views, written }: ReleaseFacts): string {
  const view = views[0]?.definition.name;
  const name = view ?? dataset.tables[0]?.definition.name ?? "table";
  const path = `${view === undefined ? "data" : "views"}/${name}.csv`;
  const find = (format: string) => written.find(({ resource }) => resource.format === format);
  const parquet = written.find((file) => file.path === `parquet/${name}.parquet`);
  const workbook = find("xlsx");
  const database = find("sqlite");
  const hasExcelCsv = written.some((file) => file.path.startsWith("excel/"));
  return [
    "## Load",
    `The CSV files are UTF-8, comma-separated, with a header and no byte-order mark. An empty cell means “not stated”, and text such as ${code("NA")} is text: both are set below.`,
    "**Python**",
    codeBlock(
      "python",
      [
        "import pandas as pd",
        `${name} = pd.read_csv("${path}", keep_default_na=False, na_values=[""])`,
        ...(parquet
          ? [`${name} = pd.read_parquet("${parquet.path}")  # the same, with types`]
          : []),
      ].join("\n"),
    ),
    "**R**",
    codeBlock(
      "r",
      `${name} <- read.csv("${path}", na.strings = "", fileEncoding = "UTF-8")\n${name} <- readr::read_csv("${path}", na = "")  # or with readr`,
    ),
    "**DuckDB**",
    codeBlock(
      "sql",
      `SELECT * FROM read_csv('${path}', header = true);${
        parquet ? `\nSELECT * FROM '${parquet.path}';` : ""
      }`,
    ),
    ...(database
      ? [
          "**SQLite**, with keys and references",
          codeBlock("sh", `sqlite3 -readonly ${database.path} 'SELECT * FROM ${name} LIMIT 5'`),
        ]
      : []),
    "**Excel**",
    [
      workbook
        ? `Open [${workbook.path}](${workbook.path}): every table and view is a sheet, and no cell is a formula.`
        : `Use *Data → From Text/CSV* and choose UTF-8; opening a CSV file by double-click garbles letters and turns text into dates.`,
      ...(hasExcelCsv
        ? [
            `The files in ${code("excel/")} can be opened by double-click where the comma separates lists; text that could run as a formula has an apostrophe before it.`,
          ]
        : []),
    ].join(" "),
  ].join("\n\n");
}
