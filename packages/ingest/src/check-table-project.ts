import { type Dataset, documentary, type Issue } from "@sourcebook/schema";
import { decodeProjectText } from "./decode-project-text.ts";
import { didYouMean } from "./did-you-mean.ts";
import { createIssueList, type IssueList } from "./issue-list.ts";
import type { ProjectFiles } from "./project-files.ts";
import { checkDatasetFile } from "./records/check-dataset-file.ts";
import { parseDatasetFile, parseVersion } from "./records/parse-dataset.ts";
import type { Located, RecordNode } from "./records/record-node.ts";
import { createDataset, hashFiles } from "./rows/create-dataset.ts";
import { extractCorrections, type RecordedChange } from "./rows/extract-corrections.ts";
import { modelFolder, modelPlace, parseDataset } from "./table-layout.ts";
import { type CheckedTables, checkTables, type TableOptions } from "./tables/check-tables.ts";
import { parseAssertions } from "./tables/parse-assertions.ts";
import { checkSources, parseTableSources } from "./tables/parse-tables.ts";
import { documentaryModel, type ReadyModel, readModel } from "./tables/read-model.ts";
import { type Absence, isOutside, type TableFiles, toPath } from "./tables/table-files.ts";

/** The files of a project of tables. */
export interface TableProjectFiles {
  /** `dataset.yaml`, `package.json`, and those of records, which have no place in such a project. */
  readonly project: ProjectFiles;
  readonly model: ProjectFiles;
  /** What stands in the place of the folder of the model, where that is none. */
  readonly modelAbsent?: Absence;
  readonly tables: TableFiles;
}

/** The outcome of checking a project of tables. */
export interface CheckedTableProject {
  /** All of them, by file, line and column. */
  readonly issues: readonly Issue[];
  /** Only when no issue is an error. */
  readonly dataset?: Dataset;
  /** How many rows each table has, and how many were rejected from it. */
  readonly counts?: CheckedTables["counts"];
  /** The changes of released rows that were meant; a diff is judged by them. */
  readonly corrections: readonly RecordedChange[];
}

/**
 * Checks a project whose rows stand in files of tables: its model, its mappings, and every row.
 *
 * @param readIssues what went wrong while the files were read
 */
export async function checkTableProject(
  files: TableProjectFiles,
  readIssues: readonly Issue[],
  options: TableOptions = {},
): Promise<CheckedTableProject> {
  const issues = createIssueList();
  for (const issue of readIssues) issues.addIssue(issue);
  reportRecords(files.project, issues);
  const packageFile = files.project.get("package.json");
  const packageText = packageFile && decodeProjectText("package.json", packageFile, issues);
  const version = parseVersion("package.json", packageText, issues);
  const root = parseDataset(files.project, issues);
  const datasetFile = root && parseDatasetFile(root);
  if (datasetFile !== undefined) checkDatasetFile(datasetFile, issues);
  const about = { name: datasetFile?.name?.value ?? "own", version: version ?? "0.0.0" };
  const sources = parseTableSources(root);
  const ready = root && (await findModel(root, datasetFile?.model, files, about, issues));
  if (root === undefined || ready === undefined) {
    return { issues: issues.sorted(), corrections: [] };
  }
  const corrections = extractCorrections(root, ready.model, issues);

  const checked = await checkTables(
    {
      ...ready,
      sources: checkSources(sources, ready, issues),
      assertions: parseAssertions(root, ready.model, issues),
    },
    files.tables,
    issues,
    options,
  );
  const sorted = issues.sorted();
  const { counts } = checked;
  if (sorted.some(({ severity }) => severity === "error")) {
    return { issues: sorted, counts, corrections };
  }
  const inputs = [...hashFiles(files.project), ...hashFiles(files.model), ...checked.inputs];
  const dataset = createDataset(datasetFile, version, {
    model: ready.model,
    tables: checked.tables,
    inputs: inputs.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  });
  return { issues: sorted, counts, corrections, ...(dataset !== undefined && { dataset }) };
}

async function findModel(
  root: RecordNode,
  model: Located | undefined,
  { model: files, modelAbsent }: TableProjectFiles,
  about: { name: string; version: string },
  issues: IssueList,
): Promise<ReadyModel | undefined> {
  const folder = modelFolder(model);
  const schemas = parseTableSources(root).flatMap(({ schema }) => schema ?? []);
  const written = [...(model && folder !== undefined ? [model] : []), ...schemas];
  const outside = written.filter(({ value }) => isOutside(toPath(value)));
  for (const { value, at } of outside) {
    issues.add("path-not-allowed", at, {
      message: `The path ${value} leads out of the project, or may do so.`,
      fix: "Write a path below the project folder, with `/` and without `..`.",
      value,
    });
  }
  const lacking = schemas.filter(({ value }) => !files.has(toPath(value)));
  for (const { value, at } of lacking.filter((schema) => !outside.includes(schema))) {
    issues.add("file-missing", at, {
      message: `There is no ${value}.`,
      fix:
        didYouMean(value, [...files.keys()]) ||
        "Put the schema of the table's rows there, or correct the path.",
      value,
    });
  }
  const [first] = schemas;
  if (model?.value === documentary.name && first !== undefined) {
    issues.add("mapping-invalid", first.at, {
      message: "The built-in model takes no tables of one's own beside it.",
      fix: `Remove "model: ${documentary.name}", or move the table to a project of its own.`,
      value: first.value,
    });
    return undefined;
  }
  if (outside.length + lacking.length > 0) return undefined;
  if (model !== undefined && modelAbsent !== undefined) {
    reportNoFolder(model, modelAbsent, issues);
    return undefined;
  }
  if (folder === undefined && schemas.length === 0) return documentaryModel;
  const at = (folder === undefined ? first?.at : model?.at) ?? root.at;
  return readModel(modelPlace(root), at, files, about, issues);
}

/** A link has been reported already. */
function reportNoFolder({ value, at }: Located, { found, near }: Absence, issues: IssueList): void {
  if (found === "link") return;
  issues.add("file-missing", at, {
    message: found === "nothing" ? `There is no folder ${value}.` : `${value} is no folder.`,
    fix:
      near === undefined
        ? "Name the folder with the schemas of the tables, `<table>.schema.json`."
        : `Did you mean "${near.replace(/\/\*$/, "")}"?`,
    field: "model",
    value,
  });
}

/** Nothing is passed over in silence: a project takes its rows from records or from tables. */
function reportRecords(files: ProjectFiles, issues: IssueList): void {
  for (const file of files.keys()) {
    if (!/^(?:sources|registry|judgements)\//.test(file)) continue;
    const words = {
      message: "The project takes its rows from tables, so records are not read.",
      fix: "Remove `tables` and `model` from dataset.yaml, or move the records to a project of their own.",
    };
    issues.add("file-unexpected", { file }, words);
  }
}
