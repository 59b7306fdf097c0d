import type {
  CodelistEntry,
  Field,
  ForeignKey,
  Model,
  Table,
  TableDefinition,
} from "@sourcebook/schema";
import { usedCodelists } from "../dictionary-tables.ts";

/** One table of a database: the SQL that makes it, and the order of its columns. */
export interface DatabaseTable {
  readonly name: string;
  readonly sql: string;
}

/** The name of the table that holds a codelist. */
export const codelistTable = (list: string): string => `codelist_${list}`;

/**
 * The SQL that makes a table: strict types, its keys, references to other tables and to codelists,
 * and what each column means as a comment.
 */
export function createTableSql(definition: TableDefinition, model: Model): string {
  const { name, title, description, fields, primaryKey, uniqueKeys, foreignKeys } = definition;
  const constraints = [
    ...(primaryKey.length > 0 ? [`PRIMARY KEY (${identifiers(primaryKey)})`] : []),
    ...uniqueKeys.map((key) => `UNIQUE (${identifiers(key)})`),
    ...plainReferences(foreignKeys).map(({ fields: from, reference }) =>
      foreignKey(from, reference.table, reference.fields),
    ),
    ...fields.flatMap((field) =>
      hasCodeReference(field, model)
        ? [foreignKey([field.name], codelistTable(field.codelist ?? ""), ["code"])]
        : [],
    ),
  ];
  const lines = [
    ...fields.map((field) => [columnSql(field), `${field.title}. ${field.description}`] as const),
    ...constraints.map((constraint) => [constraint, ""] as const),
  ];
  const body = lines.map(([sql, comment], index) => {
    const comma = index < lines.length - 1 ? "," : "";
    return `  ${sql}${comma}${comment === "" ? "" : ` -- ${oneLine(comment)}`}`;
  });
  return [
    `CREATE TABLE ${identifier(name)} ( -- ${oneLine(`${title}. ${description}`)}`,
    ...body,
    // A table without a key has nothing else to be found by than its row number.
    `) STRICT${primaryKey.length > 0 ? ", WITHOUT ROWID" : ""}`,
  ].join("\n");
}

/** The SQL that makes an index on each reference to another table, for joins. */
export function createIndexesSql({ name, foreignKeys, primaryKey }: TableDefinition): string[] {
  return plainReferences(foreignKeys)
    .filter(({ fields }) => fields.some((field, index) => primaryKey[index] !== field))
    .map(
      ({ fields }) =>
        `CREATE INDEX ${identifier(`${name}_by_${fields.join("_")}`)} ON ${identifier(name)} (${identifiers(fields)})`,
    );
}

/** Each codelist that the tables use, with the name of its own table. */
export function codelistTables(
  tables: readonly Table[],
  model: Model,
): readonly { name: string; entries: readonly CodelistEntry[] }[] {
  return usedCodelists(tables, model).map((list) => ({
    name: codelistTable(list),
    entries: model.codelists[list] ?? [],
  }));
}

/** A name as SQL takes it, whatever it is. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const identifiers = (names: readonly string[]): string => names.map(identifier).join(", ");

// Checked when the transaction ends, so that tables can be filled in any order.
const foreignKey = (from: readonly string[], table: string, to: readonly string[]): string =>
  `FOREIGN KEY (${identifiers(from)}) REFERENCES ${identifier(table)} (${identifiers(to)}) DEFERRABLE INITIALLY DEFERRED`;

// SQL has no reference from the items of a list.
const plainReferences = (keys: readonly ForeignKey[]): readonly ForeignKey[] =>
  keys.filter(({ each }) => !each);

// A list that may grow is no limit on the values.
const hasCodeReference = ({ type, codelist, extensible }: Field, model: Model): boolean =>
  codelist !== undefined &&
  type !== "list" &&
  !extensible &&
  Object.hasOwn(model.codelists, codelist);

function columnSql({ name, type, required }: Field): string {
  const column = identifier(name);
  const nothing = required ? " NOT NULL" : "";
  switch (type) {
    case "integer":
      return `${column} INTEGER${nothing}`;
    case "number":
      return `${column} REAL${nothing}`;
    case "boolean":
      return `${column} INTEGER${nothing} CHECK (${column} IN (0, 1))`;
    case "list":
      return `${column} TEXT${nothing} CHECK (json_type(${column}) = 'array')`;
    default:
      return `${column} TEXT${nothing}`;
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
