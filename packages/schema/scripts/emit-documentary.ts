import type { Model } from "../src/model.ts";

/** Writes the built-in model as a constant. */
export function emitDocumentary({ name, version, tables }: Model): string {
  return [
    'import type { Model, TableDefinition } from "../model.ts";',
    'import { codelists } from "./codelists.ts";',
    'import type { TableName } from "./rows.ts";',
    "",
    "/** The tables of the documentary model, in order. */",
    `export const tables: { readonly [Name in TableName]: TableDefinition } = ${JSON.stringify(tables, null, 2)};`,
    "",
    "/** The built-in model: documentary evidence on contested events. */",
    "export const documentary: Model & { readonly tables: typeof tables; readonly codelists: typeof codelists } = {",
    `  name: ${JSON.stringify(name)},`,
    `  version: ${JSON.stringify(version)},`,
    "  tables,",
    "  codelists,",
    "};",
    "",
  ].join("\n");
}
