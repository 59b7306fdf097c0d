import type { Field, FieldType } from "@sourcebook/schema";

/** A field that says as little as a field can. */
export const field = (name: string, type: FieldType, codelist?: string): Field => ({
  name,
  type,
  title: name,
  description: name,
  required: false,
  examples: [],
  definitionVersion: 1,
  ...(codelist !== undefined && { codelist }),
});
