import type { Field, Model, TableDefinition } from "@sourcebook/schema";
import { codesOf } from "../codes-of.ts";
import type { Column, Destination } from "./column.ts";

/**
 * What the explorer shows of the fields of a table.
 *
 * @param hasPages whether the records of a table have pages of their own
 */
export function columnsOf(
  definition: TableDefinition,
  model: Pick<Model, "name" | "tables" | "codelists">,
  hasPages: (table: string) => boolean,
): readonly Column[] {
  return definition.fields.map((field): Column => {
    const { name, title, description, type, unit } = field;
    const codes = field.codelist === undefined ? undefined : codesOf(model, field.codelist);
    const leadsTo = destinationOf(definition, field, hasPages);
    return {
      name,
      title,
      description,
      type,
      ...(isEdtf(definition, field, model.tables) && { isEdtf: true }),
      ...(unit !== undefined && { unit }),
      ...(codes && { codes: codes.map(({ code, title }) => ({ code, title })) }),
      ...(leadsTo && { leadsTo }),
    };
  });
}

/** A view says nothing of formats; its columns have those of the table that it is made of. */
function isEdtf({ foreignKeys }: TableDefinition, field: Field, tables: Model["tables"]): boolean {
  const origins = foreignKeys.flatMap(
    ({ reference }) =>
      tables[reference.table]?.fields.filter(({ name }) => name === field.name) ?? [],
  );
  return [field, ...origins].some(({ format }) => format === "edtf");
}

function destinationOf(
  { name: table, primaryKey, foreignKeys }: TableDefinition,
  field: Field,
  hasPages: (table: string) => boolean,
): Destination | undefined {
  const key = foreignKeys.find(({ fields }) => fields.length === 1 && fields[0] === field.name);
  if (key && hasPages(key.reference.table)) {
    return { table: key.reference.table, ...(key.each && { each: true }) };
  }
  const isOwnKey = primaryKey.length === 1 && primaryKey[0] === field.name;
  return isOwnKey && hasPages(table) ? { table } : undefined;
}
