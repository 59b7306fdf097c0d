import { type Field, SourcebookError, type TableDefinition } from "@sourcebook/schema";

const isRestrictedField = ({ visibility }: Field): boolean => visibility === "restricted";

/**
 * A table's definition without the columns that must not be published: in its fields, its keys and the
 * JSON Schema of its rows.
 *
 * @throws SourcebookError `USAGE` when such a column is part of the primary key
 */
export function publicDefinition(definition: TableDefinition): TableDefinition {
  const hidden = definition.fields.filter(isRestrictedField).map(({ name }) => name);
  if (hidden.length === 0) return definition;
  const isPublic = (names: readonly string[]): boolean =>
    names.every((name) => !hidden.includes(name));
  if (!isPublic(definition.primaryKey)) throw restrictedKey(definition, hidden);
  return {
    ...definition,
    fields: definition.fields.filter((field) => !isRestrictedField(field)),
    uniqueKeys: definition.uniqueKeys.filter(isPublic),
    foreignKeys: definition.foreignKeys.filter(({ fields }) => isPublic(fields)),
    sortOrder: isPublic(definition.sortOrder) ? definition.sortOrder : definition.primaryKey,
    schema: publicSchema(definition.schema, hidden),
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

function publicSchema(schema: JsonObject, hidden: readonly string[]): JsonObject {
  const { properties, required, dependentRequired, allOf, examples, ...rest } = schema;
  const without = (object: unknown): JsonObject =>
    Object.fromEntries(
      Object.entries((object ?? {}) as JsonObject).filter(([name]) => !hidden.includes(name)),
    );
  const mentions = (value: unknown): boolean =>
    hidden.some((name) => JSON.stringify(value).includes(JSON.stringify(name)));
  return {
    ...rest,
    properties: without(properties),
    ...(Array.isArray(required) && { required: required.filter((name) => !mentions(name)) }),
    ...(dependentRequired !== undefined && {
      dependentRequired: Object.fromEntries(
        Object.entries(without(dependentRequired)).filter(([, names]) => !mentions(names)),
      ),
    }),
    // A rule that speaks of a hidden column would tell of it.
    ...(Array.isArray(allOf) && { allOf: allOf.filter((rule) => !mentions(rule)) }),
    ...(Array.isArray(examples) && { examples: examples.map(without) }),
  };
}

function restrictedKey({ name }: TableDefinition, hidden: readonly string[]): SourcebookError {
  return new SourcebookError("USAGE", {
    what: `The primary key of ${name} is restricted`,
    where: { table: name, ...(hidden[0] !== undefined && { field: hidden[0] }) },
    fix: "Give the table a key that may be published, or leave the table out of the dataset",
  });
}
