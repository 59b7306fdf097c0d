import type { CodelistEntry, Issue, RowFault } from "../src/index.ts";

/** An issue or fault on one line: where, code, what, how to mend it. */
export const line = (one: Issue | RowFault): string =>
  [
    "file" in one ? one.file : undefined,
    one.field,
    one.code,
    one.value === undefined ? undefined : `"${one.value}"`,
    one.message,
    one.fix,
  ]
    .filter((part) => part !== undefined)
    .join(" | ");

/** Entries of a codelist that are well formed. */
export const codes = (...list: string[]): CodelistEntry[] =>
  list.map((code) => ({ code, title: code, description: `The code ${code}.` }));

type Json = Record<string, unknown>;

/** A small row schema, with parts replaced. */
export const rowSchema = (name: string, properties: Json, more: Json = {}): Json => ({
  $schema: "https://w3id.org/sourcebook/dialect/1/schema",
  title: "Row",
  description: "A row.",
  table: { name, title: "Rows", primaryKey: ["id"], ...(more.table as Json) },
  type: "object",
  properties: { id: field("string"), ...properties },
  required: ["id"],
  additionalProperties: false,
  ...Object.fromEntries(Object.entries(more).filter(([keyword]) => keyword !== "table")),
});

/** A field with its words, of a type. */
export const field = (type: string, more: Json = {}): Json => ({
  title: "Field",
  description: "A field.",
  type,
  ...more,
});

/** A rule on cells that must fit together; without a consequence it is not whole. */
export const rule = (condition: Json, consequence?: Json): Json => {
  const keyword = "then";
  const words = { title: "They do not fit", description: "Compare them.", if: condition };
  return consequence ? { ...words, [keyword]: consequence } : words;
};
