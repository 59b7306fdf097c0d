import type { Field, TableDefinition } from "@sourcebook/schema";
import { fieldTypes } from "../field-types.ts";

/**
 * The definitions of the flat views of a release, from what `datapackage.json` says of their files.
 *
 * Their rows have no schema file of their own: an older release may have columns that ours has no more.
 */
export function describedViews(descriptor: unknown): readonly TableDefinition[] {
  if (!isObject(descriptor)) return [];
  return listOf(descriptor.resources).flatMap((resource) => {
    const [, name] = /^views\/([^/]+)\.csv$/.exec(String(resource.path)) ?? [];
    if (name === undefined || !isObject(resource.schema)) return [];
    const { schema } = resource;
    const primaryKey = [schema.primaryKey ?? []].flat().map(String);
    return [
      {
        name,
        title: textOr(resource.title, name),
        description: textOr(resource.description, ""),
        fields: listOf(schema.fields).map(describedField),
        primaryKey,
        uniqueKeys: [],
        foreignKeys: listOf(schema.foreignKeys).flatMap(({ fields, reference }) =>
          isObject(reference)
            ? [
                {
                  fields: [fields].flat().map(String),
                  reference: {
                    table: String(reference.resource),
                    fields: [reference.fields].flat().map(String),
                  },
                },
              ]
            : [],
        ),
        sortOrder: primaryKey,
        schema,
      },
    ];
  });
}

function describedField(field: Record<string, unknown>): Field {
  const { name, type, title, description, constraints, sourcebook } = field;
  const own = isObject(sourcebook) ? sourcebook : {};
  return {
    name: String(name),
    type: fieldTypes.find((known) => known === type) ?? "string",
    title: textOr(title, String(name)),
    description: textOr(description, ""),
    required: isObject(constraints) && constraints.required === true,
    examples: [],
    ...(typeof own.codelist === "string" && { codelist: own.codelist }),
    definitionVersion: 1,
  };
}

const textOr = (value: unknown, otherwise: string): string =>
  typeof value === "string" ? value : otherwise;

const listOf = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
