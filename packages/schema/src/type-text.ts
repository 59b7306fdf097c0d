import type { Field, TableDefinition } from "./model.ts";

/** The name of the TypeScript type of a table's rows: `ConflictMemberRow` for a schema titled `Conflict member`. */
export function rowTypeName({ schema, name }: TableDefinition): string {
  const words = String(schema.title ?? name).split(/[^\p{L}\p{N}]+/u);
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}Row`;
}

/** The TypeScript type of a field's cells, with its codes spelt out; `string` where the codes are open. */
export function typeText(field: Field): string {
  const item = itemText(field);
  if (field.type !== "list") return item;
  return `readonly ${item.includes("|") ? `(${item})` : item}[]`;
}

function itemText({ type, enum: choices }: Field): string {
  if (choices) return choices.map((choice) => JSON.stringify(choice)).join(" | ");
  if (type === "integer" || type === "number") return "number";
  return type === "boolean" ? "boolean" : "string";
}
