import type { RowValidator, TableDefinition } from "@sourcebook/schema";
import type { IssueList } from "../issue-list.ts";
import type { RawBatch, TableInput } from "./raw-table.ts";
import { readCsv } from "./read-csv.ts";
import { readJson } from "./read-json.ts";
import { readParquet } from "./read-parquet.ts";
import { readXlsx } from "./read-xlsx.ts";
import { type Absence, matchPaths, type TableFiles, toPath } from "./table-files.ts";
import type { TableFormat, TableSource } from "./table-source.ts";
import { type TypedBatch, typeRows } from "./type-rows.ts";

/** A file and how its rows are read. */
export interface LocatedInput {
  readonly path: string;
  readonly format: TableFormat;
  readonly source: TableSource;
}

/** Finds the files of a source, in the order of their paths. */
export function resolveInputs(
  source: TableSource,
  files: TableFiles,
  issues: IssueList,
): readonly LocatedInput[] {
  const { table, from } = source;
  const at = { ...(source.at ?? { file: "dataset.yaml" }), table };
  const found = matchPaths(from, files.paths);
  if (found === "outside") {
    issues.add("path-not-allowed", at, {
      message: `The path ${from} leads out of the project, or may do so.`,
      fix: "Write a path below the project folder, with `/` and without `..`.",
      value: from,
    });
    return [];
  }
  if (found.length === 0) {
    const words = describeAbsence(from, files.absent?.get(toPath(from)));
    if (words !== undefined) issues.add("file-missing", at, { ...words, value: from });
  }
  const inputs = found.flatMap((path) => {
    const format = source.format ?? formatOf(path);
    if (format !== undefined) return [{ path, format, source }];
    issues.add("mapping-invalid", at, {
      message: `The name ${path} does not say what format the file has.`,
      fix: "State it: `format: csv`, json, jsonl, xlsx or parquet.",
      value: path,
    });
    return [];
  });
  for (const { option, has } of optionsOfFormats) {
    const [first] = inputs;
    if (source[option] === undefined || first === undefined) continue;
    if (inputs.some(({ format }) => has.includes(format))) continue;
    issues.add("mapping-invalid", at, {
      message: `\`${option}\` has no meaning for ${first.path}, which is read as ${first.format}.`,
      fix: `Remove \`${option}\`, or state what the file is: \`format: ${has[0]}\`.`,
      value: source[option],
    });
  }
  return inputs;
}

/** What can be said of files of some formats only. */
const optionsOfFormats: readonly {
  readonly option: "sheet" | "delimiter" | "encoding";
  readonly has: readonly TableFormat[];
}[] = [
  { option: "sheet", has: ["xlsx"] },
  { option: "delimiter", has: ["csv"] },
  { option: "encoding", has: ["csv", "json", "jsonl"] },
];

/** @returns nothing where the absence has been told already */
function describeAbsence(
  from: string,
  { found, near }: Absence = { found: "nothing" },
): { message: string; fix: string } | undefined {
  switch (found) {
    case "link":
      return undefined;
    case "folder":
      return {
        message: `${from} is a folder, not a file.`,
        fix: `Name the file in it, or a pattern that its files fit, such as ${toPath(from)}/*.csv.`,
      };
    case "other":
      return {
        message: `${from} is a pipe, a socket or a device, not a file.`,
        fix: "Put a file in its place.",
      };
    default:
      return {
        message: `No file of the project is, or fits, ${from}.`,
        fix:
          near === undefined
            ? "Correct the path, or put the file there."
            : `Did you mean "${near}"?`,
      };
  }
}

const FORMATS: Readonly<Record<string, TableFormat>> = {
  csv: "csv",
  tsv: "csv",
  tab: "csv",
  json: "json",
  jsonl: "jsonl",
  ndjson: "jsonl",
  xlsx: "xlsx",
  parquet: "parquet",
};

function formatOf(path: string): TableFormat | undefined {
  const ending = endingOf(path);
  return Object.hasOwn(FORMATS, ending) ? FORMATS[ending] : undefined;
}

const endingOf = (path: string): string => /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";

/** What stands between the cells of a text file. */
export function delimiterOf(path: string, { delimiter }: TableSource): string {
  return delimiter ?? (["tsv", "tab"].includes(endingOf(path)) ? "\t" : ",");
}

/** Reads the rows of one file as values of the table's fields. */
export function readRows(
  input: TableInput,
  { format, source }: LocatedInput,
  definition: TableDefinition,
  validate?: RowValidator,
): AsyncGenerator<TypedBatch> {
  const batches = readRaw(input, format, source);
  return typeRows(input.path, batches, { definition, source, validate });
}

function readRaw(
  input: TableInput,
  format: TableFormat,
  source: TableSource,
): AsyncIterable<RawBatch> {
  const { encoding, sheet } = source;
  const stated = encoding === undefined ? {} : { encoding };
  switch (format) {
    case "csv":
      return readCsv(input, { delimiter: delimiterOf(input.path, source), ...stated });
    case "json":
    case "jsonl":
      return readJson(input, { ...stated, isLines: format === "jsonl" });
    case "xlsx":
      return readXlsx(input, sheet === undefined ? {} : { sheet });
    case "parquet":
      return readParquet(input);
  }
}
