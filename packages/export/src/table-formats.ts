import type { ExportName, Table } from "@sourcebook/schema";
import { followRows } from "./follow.ts";
import { csvDialect, csvHeader, formatCsv } from "./format-csv.ts";
import { formatJson } from "./format-json.ts";
import { excelCsvDialect, formatExcelCsv } from "./formats/format-excel-csv.ts";
import { formatJsonLines } from "./formats/format-json-lines.ts";
import { formatParquet } from "./formats/format-parquet.ts";
import type { Content, PlannedFile, Resource } from "./release-plan.ts";
import { tableSchema } from "./table-schema.ts";
import { writtenJson, writtenRows } from "./written-rows.ts";

/** A form that each table and view of a release is written in. */
interface TableFormat {
  /** As `exports` of the dataset names it. */
  readonly name: ExportName;
  /** @param folder where the canonical file of the table stands: `data`, or `views` */
  planTable(table: Table, folder: string): PlannedFile;
}

/** The canonical form, which every release has: all others are made from the same rows. */
export const canonicalFormat: TableFormat = {
  name: "csv",
  planTable(table, folder) {
    const { definition } = table;
    const { name, title, description } = definition;
    return {
      path: `${folder}/${name}.csv`,
      table: definition,
      ...(table.rows !== undefined && { rows: table.rows }),
      ...(table.written && { isMadeBeside: true }),
      resource: {
        name,
        type: "table",
        title,
        description,
        format: "csv",
        mediatype: "text/csv",
        dialect: csvDialect,
        schema: tableSchema(definition),
      },
      content: (_, onRows) => canonicalCsv(table, onRows),
    };
  },
};

/** A table as canonical CSV: written as it was read, or now. */
export const canonicalCsv = (table: Table, onRows?: (rows: number) => void): Content =>
  table.written
    ? writtenRows(table.written, "csv", { head: csvHeader(table.definition.fields), onRows })
    : formatCsv(table.definition.fields, (onRows ? followRows(table, onRows) : table).batches());

/** All forms, the canonical one first. A new one is an entry here. */
export const tableFormats: readonly TableFormat[] = [
  canonicalFormat,
  twin({
    name: "json",
    folder: "json",
    extension: "json",
    words: "as JSON",
    description: (canonical) => `The rows of ${canonical}, one object a line.`,
    mediatype: "application/json",
    isOfWritten: true,
    format: (table, onRows) =>
      table.written
        ? writtenJson(table.written, onRows)
        : formatJson(table.definition.fields, table.batches()),
  }),
  twin({
    name: "jsonl",
    folder: "jsonl",
    extension: "jsonl",
    words: "as JSON Lines",
    description: (canonical) => `The rows of ${canonical}, each line an object of its own.`,
    mediatype: "application/jsonl",
    isOfWritten: true,
    format: (table, onRows) =>
      table.written
        ? writtenRows(table.written, "jsonl", { onRows })
        : formatJsonLines(table.definition.fields, table.batches()),
  }),
  twin({
    name: "parquet",
    folder: "parquet",
    extension: "parquet",
    words: "as Parquet",
    description: (canonical) => `The rows of ${canonical}, with real types; lists are lists.`,
    mediatype: "application/vnd.apache.parquet",
    format: (table) => formatParquet(table.definition.fields, table.batches()),
  }),
  twin({
    name: "excel-csv",
    folder: "excel",
    extension: "csv",
    words: "for spreadsheets",
    description: (canonical) =>
      `The rows of ${canonical} with a byte-order mark, CRLF, and an apostrophe before text that a spreadsheet could run as a formula.`,
    mediatype: "text/csv",
    dialect: excelCsvDialect,
    format: (table) => formatExcelCsv(table.definition.fields, table.batches()),
  }),
];

/** Whether a file holds a table or view in its canonical form. */
export function isCanonicalFile({ path }: { readonly path: string }): boolean {
  return /^(?:data|views)\/[^/]+\.csv$/.test(path);
}

/** What sets one form beside the canonical one apart from the others. */
interface Twin {
  readonly name: ExportName;
  readonly folder: string;
  readonly extension: string;
  readonly words: string;
  readonly description: (canonical: string) => string;
  readonly mediatype: string;
  readonly dialect?: Resource["dialect"];
  /** Where rows were written while they were read, it is made of these. */
  readonly isOfWritten?: boolean;
  readonly format: (table: Table, onRows?: (rows: number) => void) => Content;
}

function twin({ name, folder, extension, words, dialect, ...form }: Twin): TableFormat {
  return {
    name,
    planTable(table, canonicalFolder) {
      const { definition } = table;
      return {
        path: `${folder}/${definition.name}.${extension}`,
        table: definition,
        ...(table.rows !== undefined && { rows: table.rows }),
        ...(form.isOfWritten && table.written && { isMadeBeside: true }),
        resource: {
          name: `${definition.name}-${name}`,
          title: `${definition.title}, ${words}`,
          description: form.description(`${canonicalFolder}/${definition.name}.csv`),
          format: extension,
          mediatype: form.mediatype,
          ...(dialect && { dialect }),
        },
        content: (_, onRows) => form.format(onRows ? followRows(table, onRows) : table, onRows),
      };
    },
  };
}
