import type { Field, Model, Row, Table, TableDefinition } from "@sourcebook/schema";
import { compareText } from "@sourcebook/schema";

/** The columns of the given tables, as a table: what each means, in the order of the files. */
export function fieldsTable(tables: readonly Table[]): Table {
  const rows = tables.flatMap(({ definition }) =>
    definition.fields.map(
      (field, index): Row => ({
        table: definition.name,
        number: index + 1,
        field: field.name,
        title: field.title,
        description: field.description,
        type: field.type,
        required: field.required,
        ...keyWords(definition, field),
        ...(field.codelist !== undefined && { codelist: field.codelist }),
        ...(field.unit !== undefined && { unit: field.unit }),
      }),
    ),
  );
  return tableOf(fieldsDefinition, rows);
}

/** The codes of the codelists that the given tables use, as a table. */
export function codesTable(tables: readonly Table[], model: Model): Table {
  return tableOf(
    codesDefinition,
    usedCodelists(tables, model).flatMap((list) =>
      (model.codelists[list] ?? []).map(
        (entry, index): Row => ({
          codelist: list,
          number: index + 1,
          code: entry.code,
          title: entry.title,
          ...(entry.description !== "" && { description: entry.description }),
        }),
      ),
    ),
  );
}

/** The names of the codelists that the fields of the given tables use, sorted. */
export function usedCodelists(tables: readonly Table[], model: Model): readonly string[] {
  const names = tables.flatMap(({ definition }) =>
    definition.fields.flatMap(({ codelist }) => (codelist === undefined ? [] : [codelist])),
  );
  return [...new Set(names)]
    .filter((name) => Object.hasOwn(model.codelists, name))
    .sort(compareText);
}

function keyWords(definition: TableDefinition, { name }: Field): { key?: string } {
  const words = [
    ...(definition.primaryKey.includes(name) ? ["primary key"] : []),
    ...definition.foreignKeys
      .filter(({ fields }) => fields.includes(name))
      .map(
        ({ reference, each }) =>
          `${each ? "each item refers" : "refers"} to ${reference.table}.${reference.fields.join(", ")}`,
      ),
  ];
  return words.length === 0 ? {} : { key: words.join("; ") };
}

const tableOf = (definition: TableDefinition, rows: readonly Row[]): Table => ({
  definition,
  async *batches() {
    yield rows;
  },
});

const text = (name: string, title: string, description: string, required = true): Field => ({
  name,
  type: "string",
  title,
  description,
  required,
  examples: [],
  definitionVersion: 1,
});

const fieldsDefinition: TableDefinition = {
  name: "fields",
  title: "All fields",
  description: "Every column of every table: what it means.",
  fields: [
    text("table", "Table", "The table that the column stands in."),
    {
      ...text("number", "Number", "The place of the column in its table, from 1."),
      type: "integer",
    },
    text("field", "Field", "The name of the column."),
    text("title", "Title", "What the column holds, in a few words."),
    text("description", "Description", "What the column means."),
    text("type", "Type", "The type of its values."),
    { ...text("required", "Required", "Whether every row has a value."), type: "boolean" },
    text("key", "Key", "Its part in keys and references.", false),
    text("codelist", "Codelist", "The list that its values come from.", false),
    text("unit", "Unit", "The unit of its numbers.", false),
  ],
  primaryKey: ["table", "number"],
  uniqueKeys: [["table", "field"]],
  foreignKeys: [],
  sortOrder: ["table", "number"],
  schema: {},
};

const codesDefinition: TableDefinition = {
  name: "codes",
  title: "All codes",
  description: "Every code of every codelist: what it means.",
  fields: [
    text("codelist", "Codelist", "The list that the code belongs to."),
    { ...text("number", "Number", "The place of the code in its list, from 1."), type: "integer" },
    text("code", "Code", "The code, as it stands in the tables."),
    text("title", "Title", "The code in words."),
    text("description", "Description", "What the code means.", false),
  ],
  primaryKey: ["codelist", "number"],
  uniqueKeys: [["codelist", "code"]],
  foreignKeys: [],
  sortOrder: ["codelist", "number"],
  schema: {},
};
