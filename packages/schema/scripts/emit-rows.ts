import type { Field, Model, TableDefinition } from "../src/model.ts";
import { rowTypeName, typeText } from "../src/type-text.ts";

/** Writes the TypeScript type of each table's rows, and the names of its columns in order. */
export function emitRows(model: Model): string {
  const tables = Object.values(model.tables);
  return [
    'import type { Code } from "./codelists.ts";',
    ...tables.map(rowType),
    "/** The type of a row by the name of its table. */",
    "export interface Rows {",
    ...tables.map((table) => `  readonly ${table.name}: ${rowTypeName(table)};`),
    "}",
    "",
    "/** The name of a table of the documentary model. */",
    "export type TableName = keyof Rows;",
    "",
    "/** The columns of each table, in order. */",
    "export const columns: { readonly [Name in TableName]: readonly (keyof Rows[Name] & string)[] } = {",
    ...tables.map(
      ({ name, fields }) => `  ${name}: ${JSON.stringify(fields.map((field) => field.name))},`,
    ),
    "};",
    "",
  ].join("\n");
}

const rowType = (table: TableDefinition): string =>
  [
    "",
    docComment(table.description),
    `export type ${rowTypeName(table)} = {`,
    ...table.fields.flatMap((field) => [
      `  ${docComment(field.description)}`,
      `  readonly ${field.name}${field.required ? "" : "?"}: ${fieldType(field)};`,
    ]),
    "};",
    "",
  ].join("\n");

const docComment = (text: string): string => `/** ${text.replaceAll("*/", "*\\/")} */`;

// Codes have names of their own here; a reader must expect those that a later version adds to an extensible list,
// and still gets the known ones suggested.
function fieldType(field: Field): string {
  if (field.codelist === undefined) return typeText(field);
  const code = `Code<"${field.codelist}">`;
  const item = field.extensible ? `${code} | (string & Record<never, never>)` : code;
  return field.type === "list" ? `readonly (${item})[]` : item;
}
