import { isCanonicalFile } from "../table-formats.ts";
import { countText, groupDigits, sizeText } from "./count-text.ts";
import { code, plain, prose, table } from "./markdown.ts";
import type { WrittenFile } from "./release-facts.ts";

/** What files there are: the tables, the other forms of them, and what is written about them. */
export function filesSection(written: readonly WrittenFile[]): string {
  const canonical = written.filter(isCanonicalFile);
  const others = written.filter((file) => !isCanonicalFile(file));
  const forms = groupForms(others.filter(({ path }) => path.includes("/") && !isDocument(path)));
  const single = others.filter(({ path }) => !path.includes("/") || isDocument(path));
  return [
    "## Files",
    "The reference, in CSV:",
    table(
      ["file", "rows:", "size:", "what a row is"],
      canonical.map(({ path, rows = 0, bytes, resource }) => [
        link(path),
        groupDigits(rows),
        sizeText(bytes),
        prose(resource.description ?? resource.title),
      ]),
    ),
    "Made from the same rows, and about them:",
    table(
      ["file", "size:", "what it is"],
      [
        ...forms.map(({ folder, files, words }) => [
          link(`${folder}/`),
          sizeText(files.reduce((sum, { bytes }) => sum + bytes, 0)),
          `${words} (${countText(files.length, "file")})`,
        ]),
        ...single.map(({ path, bytes, resource }) => [
          link(path),
          sizeText(bytes),
          prose(resource.description ?? resource.title),
        ]),
      ],
    ),
    `${code("datapackage.json")} describes all of them: every file with its size, rows and SHA-256, every column with its type. ${code("ro-crate-metadata.json")} says the same in the words of RO-Crate, and ${code("SHA256SUMS")} lists the hashes once more.`,
  ].join("\n\n");
}

interface Form {
  readonly folder: string;
  readonly files: readonly WrittenFile[];
  readonly words: string;
}

function groupForms(files: readonly WrittenFile[]): readonly Form[] {
  const folders = new Map<string, WrittenFile[]>();
  for (const file of files) {
    const folder = file.path.slice(0, file.path.indexOf("/"));
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].map(([folder, inFolder]) => ({
    folder,
    files: inFolder,
    words: formWords[folder] ?? inFolder.map(({ resource }) => plain(resource.title)).join(", "),
  }));
}

const formWords: Readonly<Record<string, string>> = {
  json: "The same as JSON: an array, one object a line",
  jsonl: "The same as JSON Lines: each line an object of its own",
  parquet: "The same as Parquet, with real types",
  excel: "The same as CSV that a spreadsheet opens safely",
  changes: "What changed since the version before, in words, as CSV and as JSON",
  codelists: "The codes that columns take and what they mean, as CSV",
  schema: "The JSON Schema of a row of each table",
  sources: "Source documents whose rights allow it, as received",
};

const isDocument = (path: string): boolean => path.startsWith("data/");

const link = (path: string): string => `[${plain(path)}](${path})`;
