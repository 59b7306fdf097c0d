import type { Field, Model, TableDefinition } from "../src/model.ts";

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

/** The name of a row's type: `ConflictMemberRow` for a schema titled `Conflict member`. */
export function rowTypeName({ schema }: TableDefinition): string {
  const words = String(schema.title).split(" ");
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}Row`;
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

function fieldType(field: Field): string {
  const item = itemType(field);
  return field.type === "list" ? `readonly ${/[ |]/.test(item) ? `(${item})` : item}[]` : item;
}

function itemType(field: Field): string {
  // A reader must expect codes that a later version adds, and still gets the known ones suggested.
  if (field.codelist && field.extensible)
    return `Code<"${field.codelist}"> | (string & Record<never, never>)`;
  if (field.codelist) return `Code<"${field.codelist}">`;
  if (field.enum) return field.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (field.type === "integer" || field.type === "number") return "number";
  return field.type === "boolean" ? "boolean" : "string";
}
