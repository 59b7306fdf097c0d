import type { FieldType } from "@sourcebook/schema";

/** Every type that a field can have. */
export const fieldTypes: readonly FieldType[] = [
  "string",
  "integer",
  "number",
  "boolean",
  "date",
  "datetime",
  "list",
];
