import { createAjv } from "./ajv.ts";
import { defineTable, fillCodes } from "./define-table.ts";
import { rowValidator } from "./describe-faults.ts";
import type { Issue } from "./issue.ts";
import { messageHints } from "./message-hints.ts";
import type { CodelistEntry, Model } from "./model.ts";
import { resolveSchema, type SchemaFiles } from "./resolve-schema.ts";
import type { RowValidator } from "./row-fault.ts";

/** A model of one's own, ready for use; or why it is not. */
export interface CompiledModel {
  readonly issues: readonly Issue[];
  /** Absent when an issue is an error. */
  readonly model?: Model;
  /** By table. */
  readonly validators?: Readonly<Record<string, RowValidator>>;
}

/**
 * Compiles row schemas of one's own into a model and its validators.
 *
 * Uses ajv at run time, which makes functions out of text: not for pages that forbid `eval`. The validators
 * of the built-in model need none of this.
 *
 * @param schemas parsed JSON by file name, relative to their folder; tables come in this order
 * @param codelists entries by name of the list
 */
export function compileModel(
  schemas: SchemaFiles,
  codelists: Readonly<Record<string, readonly CodelistEntry[]>> = {},
  about: { readonly name: string; readonly version: string } = { name: "own", version: "0.0" },
): CompiledModel {
  const files = Object.keys(schemas).filter((file) => file.endsWith(".schema.json"));
  const tables = files
    .map((file) => fillCodes(resolveSchema(file, schemas), codelists))
    .filter((schema) => "table" in schema)
    .map(defineTable);
  const ajv = createAjv();
  return {
    issues: [],
    model: {
      ...about,
      tables: Object.fromEntries(tables.map((table) => [table.name, table])),
      codelists,
    },
    validators: Object.fromEntries(
      tables.map((table) => [
        table.name,
        rowValidator(ajv.compile(table.schema), messageHints(table)),
      ]),
    ),
  };
}
