import { type Dataset, documentary, type Issue } from "@sourcebook/schema";
import { decodeProjectText } from "./decode-project-text.ts";
import { createIssueList, type IssueList } from "./issue-list.ts";
import type { ProjectFiles } from "./project-files.ts";
import { checkShape } from "./records/check-shape.ts";
import { checkReleased, parseDatasetFile, parseVersion } from "./records/parse-dataset.ts";
import { parseYaml } from "./records/parse-yaml.ts";
import { type Located, nodeUnder, type RecordNode } from "./records/record-node.ts";
import { createDataset, hashFiles } from "./rows/create-dataset.ts";
import { type CheckedTables, checkTables, type TableOptions } from "./tables/check-tables.ts";
import { parseAssertions } from "./tables/parse-assertions.ts";
import { checkSources, parseTableSources } from "./tables/parse-tables.ts";
import { documentaryModel, type ReadyModel, readModel } from "./tables/read-model.ts";
import { isOutside, type TableFiles } from "./tables/table-files.ts";

/** What a project of tables needs read beside `dataset.yaml`. */
export interface TableLayout {
  /** The folder of its own model; absent when it uses the built-in one. */
  readonly modelFolder?: string;
  /** Paths and patterns of its tables. */
  readonly patterns: readonly string[];
}

/** The files of a project of tables. */
export interface TableProjectFiles {
  /** `dataset.yaml`, `package.json`, and those of records, which have no place in such a project. */
  readonly project: ProjectFiles;
  readonly model: ProjectFiles;
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
}

/** Finds out whether a project takes its rows from tables, and where they and its model are. */
export function findTableLayout(files: ProjectFiles): TableLayout | undefined {
  const ignored = createIssueList();
  const root = parseDataset(files, ignored);
  const model = root && parseDatasetFile(root).model?.value;
  const modelFolder =
    model === undefined || model === documentary.name ? undefined : toFolder(model);
  if (modelFolder === undefined && nodeUnder(root, "tables") === undefined) return undefined;
  return {
    ...(modelFolder !== undefined && { modelFolder }),
    patterns: parseTableSources(root).map(({ from }) => from),
  };
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
  if (datasetFile !== undefined) checkReleased(datasetFile, issues);
  const about = { name: datasetFile?.name?.value ?? "own", version: version ?? "0.0.0" };
  const ready = root && (await findModel(datasetFile?.model, files.model, about, issues));
  if (root === undefined || ready === undefined) return { issues: issues.sorted() };

  const checked = await checkTables(
    {
      ...ready,
      sources: checkSources(parseTableSources(root), ready.model, issues),
      assertions: parseAssertions(root, ready.model, issues),
    },
    files.tables,
    issues,
    options,
  );
  const sorted = issues.sorted();
  const { counts } = checked;
  if (sorted.some(({ severity }) => severity === "error")) return { issues: sorted, counts };
  const inputs = [...hashFiles(files.project), ...hashFiles(files.model), ...checked.inputs];
  const dataset = createDataset(datasetFile, version, {
    model: ready.model,
    tables: checked.tables,
    inputs: inputs.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  });
  return { issues: sorted, counts, ...(dataset !== undefined && { dataset }) };
}

function parseDataset(files: ProjectFiles, issues: IssueList): RecordNode | undefined {
  const bytes = files.get("dataset.yaml");
  const text = bytes && decodeProjectText("dataset.yaml", bytes, issues);
  const root = text === undefined ? undefined : parseYaml("dataset.yaml", text, issues);
  if (root !== undefined) checkShape("dataset", root, issues);
  return root;
}

async function findModel(
  model: Located | undefined,
  files: ProjectFiles,
  about: { name: string; version: string },
  issues: IssueList,
): Promise<ReadyModel | undefined> {
  if (model === undefined || model.value === documentary.name) return documentaryModel;
  const folder = toFolder(model.value);
  if (!isOutside(folder)) return readModel({ folder, at: model.at }, files, about, issues);
  issues.add("path-not-allowed", model.at, {
    message: `The path ${model.value} leads out of the project, or may do so.`,
    fix: "Write a path below the project folder, with `/` and without `..`.",
    value: model.value,
  });
  return undefined;
}

const toFolder = (path: string): string => path.replace(/^(?:\.\/)+|\/+$/g, "");

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
