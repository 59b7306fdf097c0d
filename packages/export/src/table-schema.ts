import type { Cell, Field, TableDefinition } from "@sourcebook/schema";
import { formatCell } from "./format-cell.ts";

/** A table's definition as a Table Schema of Data Package 2.0, with references to other resources. */
export function tableSchema(definition: TableDefinition): object {
  const { fields, primaryKey, uniqueKeys } = definition;
  // A list of references has no foreign key in Table Schema: its cell holds several.
  const foreignKeys = definition.foreignKeys.filter(({ each }) => !each);
  return {
    $schema: "https://datapackage.org/profiles/2.0/tableschema.json",
    fields: fields.map(tableSchemaField),
    fieldsMatch: ["exact"],
    missingValues: [""],
    primaryKey,
    ...(uniqueKeys.length > 0 && { uniqueKeys }),
    ...(foreignKeys.length > 0 && {
      foreignKeys: foreignKeys.map(({ fields, reference }) => ({
        fields,
        reference: { resource: reference.table, fields: reference.fields },
      })),
    }),
  };
}

function tableSchemaField(field: Field): object {
  const { name, title, description } = field;
  const constraints = tableSchemaConstraints(field);
  const ours = ownFieldFacts(field);
  return {
    name,
    ...tableSchemaType(field),
    title,
    description,
    ...exampleOf(field),
    ...(Object.keys(constraints).length > 0 && { constraints }),
    ...(Object.keys(ours).length > 0 && { sourcebook: ours }),
  };
}

function tableSchemaType({ type, format }: Field): object {
  switch (type) {
    // The text of the standard has a type for lists, its published profile has none.
    case "list":
      return { type: "string" };
    case "boolean":
      return { type, trueValues: ["true"], falseValues: ["false"] };
    default:
      return { type, ...(format && standardFormats.has(format) && { format }) };
  }
}

const standardFormats: ReadonlySet<string> = new Set(["email", "uri", "uuid"]);

function tableSchemaConstraints(field: Field): object {
  const { required, type, pattern, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field;
  // The limits of a list are those of each item; in Table Schema they would be of the whole cell.
  if (type === "list") return { ...(required && { required }) };
  return {
    ...(required && { required }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(exclusiveMinimum !== undefined && { exclusiveMinimum }),
    ...(exclusiveMaximum !== undefined && { exclusiveMaximum }),
    ...(field.minLength !== undefined && { minLength: field.minLength }),
    ...(field.maxLength !== undefined && { maxLength: field.maxLength }),
    // Unicode classes are read otherwise, or not at all, by other engines of expressions.
    ...(pattern !== undefined && !/\\[pP]\{/.test(pattern) && { pattern }),
    ...(field.enum && { enum: field.enum }),
  };
}

/** An example as it stands in a cell, which is text whatever its type. */
function exampleOf(field: Field): object {
  const [example] = field.examples;
  return example === undefined ? {} : { example: formatCell(field, example as Cell) };
}

/** What no word of Table Schema says. */
function ownFieldFacts({ type, format, codelist, extensible, unit, computed }: Field): object {
  return {
    ...(type === "list" && { type, delimiter: ";" }),
    ...(format !== undefined && !standardFormats.has(format) && { format }),
    ...(codelist !== undefined && { codelist }),
    ...(extensible && { extensible }),
    ...(unit !== undefined && { unit }),
    ...(computed && { computed }),
  };
}
