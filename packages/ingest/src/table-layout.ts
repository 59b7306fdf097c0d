import { documentary } from "@sourcebook/schema";
import { decodeProjectText } from "./decode-project-text.ts";
import { createIssueList, type IssueList } from "./issue-list.ts";
import type { ProjectFiles } from "./project-files.ts";
import { checkShape } from "./records/check-shape.ts";
import { parseDatasetFile } from "./records/parse-dataset.ts";
import { parseYaml } from "./records/parse-yaml.ts";
import { type Located, nodeUnder, type RecordNode } from "./records/record-node.ts";
import type { ModelPlace } from "./tables/model-place.ts";
import { parseTableSources } from "./tables/parse-tables.ts";
import { isOutside, toPath } from "./tables/table-files.ts";

/** What a project of tables needs read beside `dataset.yaml`. */
export interface TableLayout {
  /** Where its own model is; nowhere when it uses the built-in one. */
  readonly model: ModelPlace;
  /** Paths and patterns of its tables. */
  readonly patterns: readonly string[];
}

/** Finds out whether a project takes its rows from tables, and where they and its model are. */
export function findTableLayout(files: ProjectFiles): TableLayout | undefined {
  const ignored = createIssueList();
  const root = parseDataset(files, ignored);
  const hasModel = modelFolder(root && parseDatasetFile(root).model) !== undefined;
  if (!hasModel && nodeUnder(root, "tables") === undefined) return undefined;
  return { model: modelPlace(root), patterns: parseTableSources(root).map(({ from }) => from) };
}

/** Where `dataset.yaml` says that schemas are; nothing outside the project. */
export function modelPlace(root: RecordNode | undefined): ModelPlace {
  const folder = modelFolder(root && parseDatasetFile(root).model);
  const schemas = parseTableSources(root).flatMap(({ schema }) =>
    schema === undefined ? [] : toPath(schema.value),
  );
  return {
    ...(folder !== undefined && !isOutside(folder) && { folder }),
    schemas: [...new Set(schemas)].filter((path) => !isOutside(path)).toSorted(),
  };
}

/** What `dataset.yaml` says, of the right shape or not; nothing when it is not there or does not parse. */
export function parseDataset(files: ProjectFiles, issues: IssueList): RecordNode | undefined {
  const bytes = files.get("dataset.yaml");
  const text = bytes && decodeProjectText("dataset.yaml", bytes, issues);
  const root = text === undefined ? undefined : parseYaml("dataset.yaml", text, issues);
  if (root !== undefined) checkShape("dataset", root, issues);
  return root;
}

/** The folder of schemas that a project brings along; nothing when it uses the built-in model. */
export const modelFolder = (model: Located | undefined): string | undefined =>
  model === undefined || model.value === documentary.name ? undefined : toPath(model.value);
