import { isObject, type JsonSchema, type TableKeyword } from "./json-schema.ts";
import type {
  CodelistEntry,
  Deprecation,
  Field,
  FieldType,
  ForeignKey,
  TableDefinition,
} from "./model.ts";

type Codelists = Readonly<Record<string, readonly CodelistEntry[]>>;

/**
 * Completes a resolved schema with what goes without saying in a source: the codes of closed codelists, as
 * `enum` beside `codelist`, and that text is never empty, because a CSV cell cannot be both empty and stated.
 */
export function completeSchema(schema: JsonSchema, codelists: Codelists): JsonSchema {
  return mapSchemas(schema, (inner) => neverEmpty(withCodes(inner, codelists)));
}

function withCodes(schema: JsonSchema, codelists: Codelists): JsonSchema {
  const { codelist, extensible } = schema;
  return typeof codelist !== "string" || extensible === true || "enum" in schema
    ? schema
    : { ...schema, enum: (codelists[codelist] ?? []).map(({ code }) => code) };
}

function neverEmpty(schema: JsonSchema): JsonSchema {
  const { type, minLength, pattern, enum: codes, format } = schema;
  const isSaid =
    Number(minLength) >= 1 ||
    codes !== undefined ||
    format !== undefined ||
    (typeof pattern === "string" && !new RegExp(pattern, "u").test(""));
  return type !== "string" || isSaid ? schema : { ...schema, minLength: 1 };
}

// Fields and their items are the only places for a codelist.
function mapSchemas(schema: JsonSchema, change: (inner: JsonSchema) => JsonSchema): JsonSchema {
  const fields = Object.entries(schema.properties as Record<string, JsonSchema>);
  const properties = fields.map(([name, field]) => [
    name,
    isObject(field.items) ? { ...change(field), items: change(field.items) } : change(field),
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** Reads a table's definition from the schema of its rows, resolved and with its codes filled in. */
export function defineTable(schema: JsonSchema): TableDefinition {
  const table = schema.table as TableKeyword;
  const required = new Set(schema.required as readonly string[]);
  const fields = Object.entries(schema.properties as Record<string, JsonSchema>).map(
    ([name, field]) => defineField(name, field, required.has(name)),
  );
  const lists = new Set(fields.filter(({ type }) => type === "list").map(({ name }) => name));
  const foreignKeys = (table.foreignKeys ?? []).map(
    (key): ForeignKey =>
      key.fields.some((field) => lists.has(field)) ? { ...key, each: true } : key,
  );
  return {
    name: table.name,
    title: table.title,
    description: String(schema.description ?? ""),
    fields,
    primaryKey: table.primaryKey,
    uniqueKeys: table.uniqueKeys ?? [],
    foreignKeys,
    sortOrder: table.sortOrder ?? table.primaryKey,
    ...deprecation(schema),
    schema,
  };
}

function defineField(name: string, schema: JsonSchema, required: boolean): Field {
  const { minItems, maxItems, uniqueItems } = schema;
  const value = isObject(schema.items) ? schema.items : schema;
  return {
    name,
    type: fieldType(schema),
    title: String(schema.title ?? name),
    description: String(schema.description ?? ""),
    required,
    examples: (schema.examples as readonly unknown[] | undefined) ?? [],
    ...pick({ ...("const" in value && { enum: [value.const] }), ...value }, copied),
    ...pick({ ...value, ...schema }, ["unit", "computed", "visibility"]),
    ...pick({ minItems, maxItems, uniqueItems }, ["minItems", "maxItems", "uniqueItems"]),
    definitionVersion: Number(schema.definitionVersion ?? 1),
    ...deprecation(schema),
  };
}

const copied = [
  "format",
  "pattern",
  "enum",
  "codelist",
  "extensible",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
] as const;

const pick = (schema: JsonSchema, names: readonly string[]): Partial<Field> =>
  Object.fromEntries(
    names.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]]])),
  );

function fieldType({ type, format }: JsonSchema): FieldType {
  if (type === "array") return "list";
  if (type === "string" && format === "date") return "date";
  if (type === "string" && format === "date-time") return "datetime";
  return type as FieldType;
}

const deprecation = (schema: JsonSchema): { deprecated?: Deprecation } =>
  schema.deprecated === true ? { deprecated: schema.deprecatedDetails as Deprecation } : {};
