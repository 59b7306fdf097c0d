import type { Issue } from "./issue.ts";
import { isObject, type JsonSchema, type TableKeyword } from "./json-schema.ts";
import { type SchemaPlace, schemaIssue } from "./schema-issue.ts";
import { closest } from "./suggest.ts";

/** Row schemas, resolved, by file name. */
export type RowSchemas = Readonly<Record<string, JsonSchema>>;

/** Checks what tables say of each other and of their own fields: names, keys, order, rules. */
export function lintKeys(schemas: RowSchemas): readonly Issue[] {
  const tables = Object.entries(schemas).map(([file, schema]) => ({
    file,
    fields: schema.properties as Readonly<Record<string, JsonSchema>>,
    required: new Set(schema.required as readonly string[]),
    table: schema.table as TableKeyword,
    schema,
  }));
  const byName = new Map(tables.map((table) => [table.table.name, table]));
  return tables.flatMap((table) => [
    ...lintTableName(table, byName.get(table.table.name)),
    ...lintFieldNames(table),
    ...lintOwnKeys(table),
    ...(table.table.foreignKeys ?? []).flatMap((key) =>
      lintForeignKey(table, key, byName.get(key.reference.table), [...byName.keys()]),
    ),
  ]);
}

interface TableSchema {
  readonly file: string;
  readonly fields: Readonly<Record<string, JsonSchema>>;
  readonly required: ReadonlySet<string>;
  readonly table: TableKeyword;
  readonly schema: JsonSchema;
}

const placeOf = ({ file, table }: TableSchema): SchemaPlace => ({ file, table: table.name });

// Tables become files, and Windows keeps these names for devices.
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/u;

function lintTableName(table: TableSchema, last: TableSchema | undefined): readonly Issue[] {
  const issue = (message: string, fix: string): readonly Issue[] => [
    schemaIssue(placeOf(table), "schema-name", message, fix, { value: table.table.name }),
  ];
  if (last !== table)
    return issue("Two files describe a table of the same name.", "Rename one, or remove one file.");
  return devices.test(table.table.name)
    ? issue("A table has a name that Windows keeps for a device.", "Choose another name.")
    : [];
}

function lintFieldNames(table: TableSchema): readonly Issue[] {
  const { schema, fields } = table;
  const dependent = (schema.dependentRequired ?? {}) as Readonly<Record<string, readonly string[]>>;
  const named = [
    ...(schema.required as readonly string[]),
    ...Object.entries(dependent).flatMap(([name, others]) => [name, ...others]),
    ...((schema.allOf ?? []) as readonly JsonSchema[]).flatMap((rule) =>
      [rule.if, rule.then, rule.else].flatMap(fieldsInCondition),
    ),
  ];
  return unknownFields(table, named, fields);
}

function fieldsInCondition(condition: unknown): readonly string[] {
  if (!isObject(condition)) return [];
  const { required, properties, allOf, anyOf, not } = condition;
  return [
    ...(Array.isArray(required) ? required.map(String) : []),
    ...(isObject(properties) ? Object.keys(properties) : []),
    ...[allOf, anyOf, not].flat().flatMap(fieldsInCondition),
  ];
}

function lintOwnKeys(table: TableSchema): readonly Issue[] {
  const { primaryKey, uniqueKeys = [], sortOrder = primaryKey, foreignKeys = [] } = table.table;
  // Releases are compared as two lists in the same order: that of the key.
  const moved = primaryKey
    .map((name, place) => [name, sortOrder[place] ?? name] as const)
    .find(([name, sorted]) => sorted !== name)?.[1];
  const keys = [primaryKey, ...uniqueKeys];
  const lists = [...keys.flat(), ...sortOrder].filter((name) => isList(table, name));
  const optional = primaryKey.filter(
    (name) => Object.hasOwn(table.fields, name) && !table.required.has(name),
  );
  return [
    ...unknownFields(
      table,
      [...keys.flat(), ...sortOrder, ...foreignKeys.flatMap(({ fields }) => fields)],
      table.fields,
    ),
    ...[...new Set(lists)].map((field) =>
      keyIssue(
        table,
        field,
        "A list is part of a key or of the order.",
        "Use a field of one value.",
      ),
    ),
    ...(moved !== undefined
      ? [
          keyIssue(
            table,
            moved,
            `\`sortOrder\` is ${sortOrder.join(", ")}, but the rows of a release stand in the order of the primary key.`,
            "Leave `sortOrder` out, or begin `primaryKey` with these fields.",
          ),
        ]
      : []),
    ...optional.map((field) =>
      keyIssue(
        table,
        field,
        "A field of the primary key may be empty.",
        "Add it to `required`, or to `uniqueKeys` instead.",
      ),
    ),
  ];
}

const isList = (table: TableSchema, name: string): boolean => table.fields[name]?.type === "array";

const keyIssue = (table: TableSchema, field: string, message: string, fix: string): Issue =>
  schemaIssue({ ...placeOf(table), field }, "schema-key", message, fix);

function unknownFields(
  table: TableSchema,
  names: readonly string[],
  fields: Readonly<Record<string, unknown>>,
): readonly Issue[] {
  const unknown = [...new Set(names)].filter((name) => !Object.hasOwn(fields, name));
  return unknown.map((name) => {
    const meant = closest(name, Object.keys(fields));
    return schemaIssue(
      placeOf(table),
      "schema-key",
      "A key or rule names a field that the table does not have.",
      meant ? `Did you mean \`${meant}\`?` : `The fields are ${Object.keys(fields).join(", ")}.`,
      { value: name },
    );
  });
}

function lintForeignKey(
  table: TableSchema,
  { fields, reference }: NonNullable<TableKeyword["foreignKeys"]>[number],
  target: TableSchema | undefined,
  tables: readonly string[],
): readonly Issue[] {
  const [first = ""] = fields;
  const issue = (message: string, fix: string): readonly Issue[] => [
    keyIssue(table, first, message, fix),
  ];
  if (!target) {
    const meant = closest(reference.table, tables);
    return issue(
      `A foreign key leads to \`${reference.table}\`, which is no table of the model.`,
      meant ? `Did you mean \`${meant}\`?` : `The tables are ${tables.join(", ")}.`,
    );
  }
  const keys = [target.table.primaryKey, ...(target.table.uniqueKeys ?? [])];
  if (!keys.some((key) => key.join() === reference.fields.join()))
    return issue(
      `A foreign key leads to fields that are no key of \`${reference.table}\`.`,
      `Its keys are ${keys.map((key) => `(${key.join(", ")})`).join(", ")}.`,
    );
  if (fields.length !== reference.fields.length)
    return issue(
      "A foreign key has more or fewer fields than the key it leads to.",
      "Name one for each.",
    );
  const misfit = fields.find((field, index) => {
    const own = table.fields[field];
    const type = isObject(own?.items) && fields.length === 1 ? own.items.type : own?.type;
    return own && type !== target.fields[reference.fields[index] ?? ""]?.type;
  });
  return misfit === undefined
    ? []
    : [
        keyIssue(
          table,
          misfit,
          "A foreign key has another type than the key it leads to.",
          "Give both the same type.",
        ),
      ];
}
