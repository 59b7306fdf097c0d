import { type Dataset, documentary, type Issue, type ReceivedDocument } from "@sourcebook/schema";
import { validators } from "@sourcebook/schema/validate";
import { decodeProjectText } from "./decode-project-text.ts";
import { receiveDocuments } from "./documents/receive-documents.ts";
import { createAnchorer } from "./evidence/anchor-quotes.ts";
import { createIssueList, type IssueList } from "./issue-list.ts";
import type { ProjectFiles } from "./project-files.ts";
import { checkDatasetFile } from "./records/check-dataset-file.ts";
import { type DatasetFile, parseDatasetFile, parseVersion } from "./records/parse-dataset.ts";
import { createRecordMemory, type RecordMemory } from "./records/record-memory.ts";
import type { RecordNode } from "./records/record-node.ts";
import type { RecordFileKind } from "./records/record-schemas.ts";
import { parseSourceFile, type SourceFile } from "./records/source-file.ts";
import { checkClaims } from "./rows/check-claims.ts";
import { checkChrome, checkOrphans, checkRetired } from "./rows/check-dataset-rows.ts";
import { checkReferences } from "./rows/check-references.ts";
import { checkRows } from "./rows/check-rows.ts";
import { createDataset, createTables, hashFiles } from "./rows/create-dataset.ts";
import { extractCorrections, type RecordedChange } from "./rows/extract-corrections.ts";
import { extractJudgementRows } from "./rows/extract-judgements.ts";
import { extractEntityRows, sketchEntities } from "./rows/extract-registry.ts";
import { extractSourceRows } from "./rows/extract-source.ts";
import type { LocatedRow } from "./rows/located-row.ts";

/** The outcome of checking a project. */
export interface CheckedProject {
  /** All of them, by file, line and column. */
  readonly issues: readonly Issue[];
  /** Only when no issue is an error. */
  readonly dataset?: Dataset;
  /** The changes of released content that the judgements record as meant. */
  readonly corrections: readonly RecordedChange[];
}

/**
 * Checks a project whose files have been read, and makes its tables.
 *
 * Everything that can be checked is checked, whatever else is wrong; only what would repeat a fault
 * is left out.
 *
 * @param readIssues what went wrong while the files were read
 * @param memory kept between the checks of one project, it spares parsing what has not changed
 */
export function checkFiles(
  files: ProjectFiles,
  readIssues: readonly Issue[] = [],
  memory: RecordMemory = createRecordMemory(),
): CheckedProject {
  const issues = createIssueList();
  for (const issue of readIssues) issues.addIssue(issue);

  const version = parseVersion("package.json", textOf(files, "package.json", issues), issues);
  const records = parseRecordFiles(files, memory, issues);
  const datasetFile = records.dataset && parseDatasetFile(records.dataset);
  if (datasetFile !== undefined) {
    checkModel(datasetFile, issues);
    checkDatasetFile(datasetFile, issues);
  }

  const rows = extractRows(records, files, issues);
  checkReferences(rows, documentary, records.incomplete, issues);
  checkClaims(rows, documentary, issues);
  checkRows(rows, documentary, validators, issues);
  checkRetired(rows, documentary, issues);
  checkChrome(rows, issues);
  if (records.incomplete.size === 0) checkOrphans(rows, documentary, issues);

  const withCorrections = records.dataset
    ? [records.dataset, ...records.judgements]
    : records.judgements;
  const corrections = withCorrections.flatMap((root) =>
    extractCorrections(root, documentary, issues),
  );

  const sorted = issues.sorted();
  if (sorted.some(({ severity }) => severity === "error")) return { issues: sorted, corrections };
  const dataset = createDataset(datasetFile, version, {
    model: documentary,
    tables: createTables(documentary, rows),
    inputs: hashFiles(files),
    documents: receivedDocuments(rows, files),
  });
  return { issues: sorted, corrections, ...(dataset !== undefined && { dataset }) };
}

/** The documents of the sources and their renditions, as they are named in the rows. */
function receivedDocuments(
  rows: readonly LocatedRow[],
  files: ProjectFiles,
): readonly ReceivedDocument[] {
  return rows.flatMap(({ table, row: { id, file, media_type, rendition } }) => {
    if (table !== "sources") return [];
    const received = (about: Omit<ReceivedDocument, "source_id" | "bytes">) => {
      const bytes = files.get(`documents/${about.file}`);
      return bytes === undefined ? [] : [{ source_id: String(id), ...about, bytes }];
    };
    return [
      ...received({ file: String(file), media_type: String(media_type) }),
      ...(rendition === undefined
        ? []
        : received({ file: String(rendition), media_type: "text/plain", isRendition: true })),
    ];
  });
}

const textOf = (files: ProjectFiles, path: string, issues: IssueList): string | undefined => {
  const bytes = files.get(path);
  return bytes === undefined ? undefined : decodeProjectText(path, bytes, issues);
};

interface RecordFiles {
  readonly dataset: RecordNode | undefined;
  readonly registry: readonly RecordNode[];
  readonly judgements: readonly RecordNode[];
  readonly sources: readonly SourceFile[];
  /** Tables that a file which does not parse would have fed. */
  readonly incomplete: ReadonlySet<string>;
}

const FOLDERS = [
  { folder: "sources/", kind: "source", feeds: ["sources", "claims"] },
  { folder: "registry/", kind: "registry", feeds: ["entities"] },
  { folder: "judgements/", kind: "judgements", feeds: ["conflicts"] },
] as const;

function parseRecordFiles(
  files: ProjectFiles,
  memory: RecordMemory,
  issues: IssueList,
): RecordFiles {
  const incomplete = new Set<string>();
  const parse = (path: string, kind: RecordFileKind) => {
    const bytes = files.get(path);
    return bytes && memory.parse(path, bytes, kind, issues);
  };
  const roots: Record<"source" | "registry" | "judgements", RecordNode[]> = {
    source: [],
    registry: [],
    judgements: [],
  };
  for (const { folder, kind, feeds } of FOLDERS) {
    for (const path of pathsIn(files, folder)) {
      if (!path.endsWith(".yaml")) {
        reportUnexpectedFile(path, issues);
        continue;
      }
      const root = parse(path, kind);
      if (root === undefined) for (const table of feeds) incomplete.add(table);
      else roots[kind].push(root);
    }
  }
  return {
    dataset: parse("dataset.yaml", "dataset"),
    registry: roots.registry,
    judgements: roots.judgements,
    sources: roots.source.map((root) => parseSourceFile(root.at.file, root)),
    incomplete,
  };
}

const pathsIn = (files: ProjectFiles, folder: string): string[] =>
  [...files.keys()].filter((path) => path.startsWith(folder)).toSorted();

function reportUnexpectedFile(file: string, issues: IssueList): void {
  const isRecord = /\.(ya?ml|json)$/i.test(file);
  issues.add(
    "file-unexpected",
    { file },
    {
      message: "Only files whose names end with .yaml are read in this folder.",
      fix: isRecord ? "Rename it so that it ends with .yaml." : "Move it elsewhere.",
    },
    isRecord ? "error" : "warning",
  );
}

function checkModel({ model }: DatasetFile, issues: IssueList): void {
  if (model === undefined || model.value === documentary.name) return;
  issues.add("unknown-reference", model.at, {
    message: `There is no model ${model.value}.`,
    fix: `Write "model: ${documentary.name}", or remove the key: that is the default.`,
    field: "model",
    value: model.value,
  });
}

function extractRows(records: RecordFiles, files: ProjectFiles, issues: IssueList): LocatedRow[] {
  const entityRows = records.registry.flatMap(extractEntityRows);
  const entities = sketchEntities(entityRows);
  const received = receiveDocuments(records.sources, files, records.incomplete, issues);
  const documents = [...received.values()].map(({ document }) => document);
  const anchorer = createAnchorer(documents, issues);
  return [
    ...entityRows,
    ...records.sources.flatMap((source) =>
      extractSourceRows(
        source,
        { received: received.get(source.file), anchorer, entities },
        issues,
      ),
    ),
    ...records.judgements.flatMap(extractJudgementRows),
  ];
}
