import type { Model, RowValidator } from "@sourcebook/schema";
import { compileModel } from "@sourcebook/schema/compile";

/** A field in short: its type, with `!` behind it when it is required. */
export type ShortField =
  `${"string" | "integer" | "number" | "boolean" | "date" | "list" | "edtf"}${"" | "!"}`;

export interface ShortTable {
  readonly fields: Readonly<
    Record<string, ShortField | { type: ShortField; [keyword: string]: unknown }>
  >;
  readonly primaryKey: readonly string[];
  readonly uniqueKeys?: readonly (readonly string[])[];
  readonly foreignKeys?: readonly {
    fields: readonly string[];
    reference: { table: string; fields: readonly string[] };
  }[];
}

const TYPES = {
  string: { type: "string", minLength: 1, examples: ["a"] },
  integer: { type: "integer", examples: [1] },
  number: { type: "number", examples: [1.5] },
  boolean: { type: "boolean", examples: [true] },
  date: { type: "string", format: "date", examples: ["1988-07-31"] },
  edtf: { type: "string", format: "edtf", examples: ["1988-07"] },
  list: { type: "array", items: { type: "string", minLength: 1 }, minItems: 1, examples: [["a"]] },
} as const;

/** Compiles a model of one's own from a few words. */
export function ownModel(tables: Readonly<Record<string, ShortTable>>): {
  model: Model;
  validators: Readonly<Record<string, RowValidator>>;
} {
  const files = Object.fromEntries(
    Object.entries(tables).map(([name, { fields, ...keys }]) => {
      const required: string[] = [];
      const properties = Object.entries(fields).map(([field, short]) => {
        const { type, ...keywords } = typeof short === "string" ? { type: short } : short;
        if (type.endsWith("!")) required.push(field);
        const schema = TYPES[type.replace("!", "") as keyof typeof TYPES];
        return [field, { title: field, description: `The ${field}.`, ...schema, ...keywords }];
      });
      return [
        `${name}.schema.json`,
        {
          $schema: "https://w3id.org/sourcebook/dialect/1/schema",
          $id: `${name}.schema.json`,
          title: name,
          description: `Rows of ${name}.`,
          table: { name, title: name, ...keys },
          type: "object",
          properties: Object.fromEntries(properties),
          required,
          additionalProperties: false,
        },
      ];
    }),
  );
  const { model, validators, issues } = compileModel(files);
  if (!model || !validators) throw new Error(JSON.stringify(issues, null, 2));
  return { model, validators };
}
