import { type CodelistEntry, documentary, type Model, type RowValidator } from "@sourcebook/schema";
import { compileModel, type SchemaFiles } from "@sourcebook/schema/compile";
import { validators } from "@sourcebook/schema/validate";
import { decodeProjectText } from "../decode-project-text.ts";
import type { IssueList } from "../issue-list.ts";
import { createLineTable, type Place } from "../line-table.ts";
import type { ProjectFiles } from "../project-files.ts";
import { type ModelPlace, toModelFile } from "./model-place.ts";
import { parseJsonRow } from "./parse-json-row.ts";
import { readCodelist } from "./read-codelist.ts";

/** A model and the validators of its tables. */
export interface ReadyModel {
  readonly model: Model;
  readonly validators: Readonly<Record<string, RowValidator>>;
  /** The table that each file of the project describes, by its path. */
  readonly tableOf: ReadonlyMap<string, string>;
}

export const documentaryModel: ReadyModel = {
  model: documentary,
  validators,
  tableOf: new Map(),
};

/**
 * Compiles the model that a project brings along: the schemas of its tables, and code lists as
 * `codelists/<list>.csv` beside them.
 *
 * @param at where the project says so
 * @param files those of the model, by path in the project
 */
export async function readModel(
  place: ModelPlace,
  at: Place,
  files: ProjectFiles,
  about: { readonly name: string; readonly version: string },
  issues: IssueList,
): Promise<ReadyModel | undefined> {
  const schemas: Record<string, unknown> = {};
  const codelists: Record<string, readonly CodelistEntry[]> = {};
  const pathOf = new Map<string, string>();
  const tableOf = new Map<string, string>();
  let isWhole = true;
  for (const [path, bytes] of files) {
    const file = toModelFile(place, path);
    if (file === undefined) continue;
    const known = pathOf.get(`${file.kind} ${file.name}`);
    if (known !== undefined) {
      isWhole = false;
      issues.add(
        "file-unexpected",
        { file: path },
        {
          message: `There is a ${file.kind} of this name already: ${known}.`,
          fix: "Rename one of the two: they are known by their names.",
        },
      );
      continue;
    }
    if (file.kind === "codelist") {
      pathOf.set(`codelist ${file.name}`, path);
      const entries = await readCodelist(path, bytes, issues);
      if (entries === undefined) isWhole = false;
      else codelists[file.name] = entries;
      continue;
    }
    const text = decodeProjectText(path, bytes, issues);
    const schema = text === undefined ? undefined : parseJson(path, text, issues);
    if (schema === undefined) isWhole = false;
    else if (file.isWanted || !isTable(schema)) {
      pathOf.set(`schema ${file.name}`, path);
      schemas[file.name] = schema;
      if (isTable(schema)) tableOf.set(path, String(schema.table.name));
    }
  }
  if (!isWhole) return undefined;
  if (Object.keys(schemas).length === 0) {
    issues.add("file-missing", at, {
      message: `The folder ${place.folder} holds no schema of a table.`,
      fix: "Put a file <table>.schema.json there for each table.",
      value: place.folder ?? "",
    });
    return undefined;
  }
  const version = /^\d+\.\d+/.exec(about.version)?.[0] ?? "0.0";
  const compiled = compileModel(schemas as SchemaFiles, codelists, { name: about.name, version });
  for (const issue of compiled.issues) {
    const path = pathOf.get(`schema ${issue.file}`) ?? codelistPath(issue.file, pathOf);
    issues.addIssue(path === undefined ? issue : { ...issue, file: path });
  }
  return (
    compiled.model &&
    compiled.validators && { model: compiled.model, validators: compiled.validators, tableOf }
  );
}

const codelistPath = (file: string | undefined, pathOf: ReadonlyMap<string, string>) =>
  pathOf.get(`codelist ${/^codelists\/(.*)\.csv$/.exec(file ?? "")?.[1]}`);

const isTable = (schema: unknown): schema is { readonly table: { readonly name?: unknown } } =>
  typeof schema === "object" &&
  schema !== null &&
  "table" in schema &&
  typeof schema.table === "object" &&
  schema.table !== null;

/** Parses JSON; keys given twice are faults, which `JSON.parse` would pass over. */
function parseJson(file: string, text: string, issues: IssueList): unknown {
  const lines = createLineTable(text);
  const { faults } = parseJsonRow(text);
  for (const { code, message, fix, offset } of faults) {
    issues.add(code, { file, ...lines.lineAndColumnAt(offset) }, { message, fix });
  }
  return faults.length > 0 ? undefined : JSON.parse(text);
}
