import type { Issue } from "./issue.ts";
import { isObject } from "./json-schema.ts";
import { lintCodelists } from "./lint-codelists.ts";
import { lintFields } from "./lint-fields.ts";
import { lintKeys } from "./lint-keys.ts";
import { lintReferences } from "./lint-references.ts";
import { lintShape } from "./lint-shape.ts";
import type { CodelistEntry } from "./model.ts";
import { resolveSchema, type SchemaFiles } from "./resolve-schema.ts";
import { schemaIssue } from "./schema-issue.ts";

/**
 * Checks the schemas of a model before anything is made from them. A schema is data, never code: what could
 * load, run or run away is refused like any other fault.
 *
 * What rests on a well-formed schema is checked only when there is one, so that no fault is told twice.
 */
export function lintSchemas(
  files: SchemaFiles,
  codelists: Readonly<Record<string, readonly CodelistEntry[]>>,
): readonly Issue[] {
  if (!Object.values(files).some((schema) => isObject(schema) && "table" in schema))
    return [
      schemaIssue(
        { file: Object.keys(files)[0] ?? "schemas" },
        "schema-missing",
        "There is no schema of a table.",
        "Add a file <table>.schema.json with the keyword `table`.",
      ),
    ];
  const shape = Object.entries(files).flatMap(([file, schema]) => lintShape(file, schema));
  if (shape.length > 0) return [...shape, ...lintCodelists(codelists)];
  const references = lintReferences(files);
  if (references.length > 0) return [...references, ...lintCodelists(codelists)];
  const resolved = Object.fromEntries(
    tableFiles(files).map((file) => [file, resolveSchema(file, files)]),
  );
  return [
    ...Object.entries(resolved).flatMap(([file, schema]) => lintFields(file, schema, codelists)),
    ...lintKeys(resolved),
    ...lintCodelists(codelists),
  ];
}

/** The files that describe tables, in order. */
export function tableFiles(files: SchemaFiles): readonly string[] {
  return Object.entries(files)
    .filter(([, schema]) => isObject(schema) && Object.hasOwn(schema, "table"))
    .map(([file]) => file);
}
