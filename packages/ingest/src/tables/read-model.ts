import {
  type CodelistEntry,
  documentary,
  type Issue,
  type Model,
  type RowValidator,
} from "@sourcebook/schema";
import { compileModel, type SchemaFiles } from "@sourcebook/schema/compile";
import { validators } from "@sourcebook/schema/validate";
import { decodeProjectText } from "../decode-project-text.ts";
import type { IssueList } from "../issue-list.ts";
import { createLineTable, type Place } from "../line-table.ts";
import type { ProjectFiles } from "../project-files.ts";
import { parseJsonRow } from "./parse-json-row.ts";
import { readCsv } from "./read-csv.ts";

/** A model and the validators of its tables. */
export interface ReadyModel {
  readonly model: Model;
  readonly validators: Readonly<Record<string, RowValidator>>;
}

export const documentaryModel: ReadyModel = { model: documentary, validators };

/**
 * Compiles the model that a project brings along: `<table>.schema.json` in its folder, and code lists as
 * `codelists/<list>.csv` there.
 *
 * @param at where the project names the folder
 * @param files those of the folder, by path in the project
 */
export async function readModel(
  { folder, at }: { readonly folder: string; readonly at: Place },
  files: ProjectFiles,
  about: { readonly name: string; readonly version: string },
  issues: IssueList,
): Promise<ReadyModel | undefined> {
  const schemas: Record<string, unknown> = {};
  const codelists: Record<string, readonly CodelistEntry[]> = {};
  let isWhole = true;
  for (const [path, bytes] of files) {
    const name = path.slice(folder.length + 1);
    const list = /^codelists\/([^/]+)\.csv$/.exec(name)?.[1];
    if (list !== undefined) {
      const entries = await readCodelist(path, bytes, issues);
      if (entries === undefined) isWhole = false;
      else codelists[list] = entries;
    } else if (/^[^/]+\.json$/.test(name)) {
      const text = decodeProjectText(path, bytes, issues);
      const schema = text === undefined ? undefined : parseJson(path, text, issues);
      if (schema === undefined) isWhole = false;
      else schemas[name] = schema;
    }
  }
  if (!isWhole) return undefined;
  if (Object.keys(schemas).length === 0) {
    issues.add("file-missing", at, {
      message: `The folder ${folder} holds no schema of a table.`,
      fix: "Put a file <table>.schema.json there for each table.",
      value: folder,
    });
    return undefined;
  }
  const version = /^\d+\.\d+/.exec(about.version)?.[0] ?? "0.0";
  const compiled = compileModel(schemas as SchemaFiles, codelists, { name: about.name, version });
  for (const issue of compiled.issues) issues.addIssue(inFolder(folder, issue));
  return (
    compiled.model &&
    compiled.validators && { model: compiled.model, validators: compiled.validators }
  );
}

const inFolder = (folder: string, issue: Issue): Issue =>
  issue.file === undefined ? issue : { ...issue, file: `${folder}/${issue.file}` };

/** Parses JSON; keys given twice are faults, which `JSON.parse` would pass over. */
function parseJson(file: string, text: string, issues: IssueList): unknown {
  const lines = createLineTable(text);
  const { faults } = parseJsonRow(text);
  for (const { code, message, fix, offset } of faults) {
    issues.add(code, { file, ...lines.lineAndColumnAt(offset) }, { message, fix });
  }
  return faults.length > 0 ? undefined : JSON.parse(text);
}

async function readCodelist(
  path: string,
  bytes: Uint8Array,
  issues: IssueList,
): Promise<readonly CodelistEntry[] | undefined> {
  const entries: CodelistEntry[] = [];
  let isWhole = true;
  const report = (faults: readonly Omit<Issue, "file">[]) => {
    for (const fault of faults) issues.addIssue({ ...fault, file: path });
    isWhole &&= faults.every(({ severity }) => severity !== "error");
  };
  async function* open() {
    yield bytes;
  }
  for await (const batch of readCsv({ path, open })) {
    report(batch.fileFaults);
    for (const faults of batch.rowFaults.values()) report(faults);
    for (const cells of batch.rows) {
      const stated = (cells ?? []).flatMap((cell, index) =>
        typeof cell === "string" && cell !== "" ? [[batch.header[index] ?? "", cell]] : [],
      );
      entries.push(Object.fromEntries(stated) as CodelistEntry);
    }
  }
  return isWhole ? entries : undefined;
}
